// Small helps; every task works without them. No framework, no state, nothing from elsewhere.
"use strict";

let leaving = false;   // a form is on its way

// A form without an answer. Where there is no network it stays where it is. Where the network was cut under way nobody knows
// whether it counted: who goes back finds what was typed, under the same once-key, so that sending it again counts once.
// It is kept in this tab until the next page comes; never a password, and a file is chosen anew.
const unsent = document.getElementById("unsent");
const tell = (what) => { unsent.textContent = unsent.dataset[what]; unsent.hidden = false; unsent.scrollIntoView({ block: "nearest" }); };
const keep = (form) => {
  const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && name !== "csrf" && !name.includes("password"));
  try { sessionStorage.setItem("sent", JSON.stringify({ action: form.getAttribute("action"), fields })); } catch { /* no room: then it is not kept */ }
};
const reachable = (form, button) => fetch("/health/live", { cache: "no-store" }).then(() => {
  form.dataset.reachable = "1";
  form.requestSubmit(button);
}, () => tell("offline"));

// A second click sends nothing: the form has gone off. The button tells that it is at work. When no page has come after
// a while (a download, a broken network), it may be tried again; the once-key keeps that from counting twice.
const again = (form) => {
  leaving = false;
  delete form.dataset.sent;
  form.querySelectorAll("button[aria-busy]").forEach((button) => { button.disabled = false; button.removeAttribute("aria-busy"); });
};
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent) return event.preventDefault();
  if (form.method !== "post") return;
  if (!navigator.onLine && !form.dataset.reachable) {   // a server on this very machine is there all the same: so it is asked
    event.preventDefault();
    reachable(form, event.submitter);
    return;
  }
  delete form.dataset.reachable;
  keep(form);
  form.dataset.sent = "1";
  leaving = true;
  const button = event.submitter;
  if (button) setTimeout(() => { button.setAttribute("aria-busy", "true"); button.disabled = true; });
  setTimeout(() => again(form), 15000);
});
// Coming back by the back button finds a form that can be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sent]").forEach(again);
});

// Text that is not saved is not lost by a slip: the browser asks.
const typed = new Set();
document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form && form.method === "post" && event.target.type !== "hidden") typed.add(form);
});
window.addEventListener("beforeunload", (event) => { if (typed.size && !leaving) event.preventDefault(); });

// What is being typed is kept at the house every few seconds. Files, and what the page put in itself, are not.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const state = form.querySelector("[data-draft-state]");
  const own = new Set(["csrf", "form_key", "version", "action", "proceeding"]);
  let timer = 0, waiting = false, sending = null;
  const save = async (closing) => {
    clearTimeout(timer);
    if (!waiting || leaving) return;
    waiting = false;
    const fields = [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !own.has(name));
    sending = new AbortController();
    try {
      const answer = await fetch("/drafts", {
        method: "PUT", keepalive: closing, signal: sending.signal,
        headers: { "Content-Type": "application/json", "X-CSRF-Token": form.elements.csrf.value },
        body: JSON.stringify({ key: form.dataset.draft, fields }),
      });
      if (!answer.ok) throw new Error(answer.status);
      const kept = await answer.json();
      if (!waiting) typed.delete(form);
      if (state) state.textContent = `${state.dataset.saved} ${kept.saved_at.slice(-5)}`;
    } catch (error) {
      if (error.name === "AbortError") return;
      waiting = true;
      if (state) state.textContent = state.dataset.failed;
      timer = setTimeout(save, 10000, false);
    }
  };
  form.addEventListener("input", () => { waiting = true; clearTimeout(timer); timer = setTimeout(save, 2000, false); });
  form.addEventListener("submit", () => { clearTimeout(timer); if (sending) sending.abort(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(true); });
}

// Who else has this case open, and whether it has changed meanwhile. Asked only while somebody works here: a page left open
// must not keep a session alive.
const presence = document.getElementById("presence");
if (presence) {
  let active = Date.now();
  for (const kind of ["input", "pointerdown", "keydown", "scroll"]) document.addEventListener(kind, () => { active = Date.now(); }, { passive: true });
  const ask = async () => {
    if (document.visibilityState !== "visible" || Date.now() - active > 300000) return;
    try {
      const answer = await fetch(presence.dataset.url, {
        method: "PUT", headers: { "Content-Type": "application/json", "X-CSRF-Token": presence.dataset.csrf },
        body: JSON.stringify({ writing: typed.size > 0, version: Number(presence.dataset.version) }),
      });
      if (!answer.ok) return;
      const told = await answer.json();
      if (presence.textContent !== told.others) presence.textContent = told.others;
      const changed = document.getElementById("changed");
      if (told.changed && changed.hidden) { changed.firstElementChild.textContent = told.changed; changed.hidden = false; }
    } catch { /* the next question may be answered */ }
  };
  ask();
  setInterval(ask, 30000);
}

// A long job: the page follows it while it is looked at.
const follow = async () => {
  const job = document.getElementById("job");
  if (!job || !job.dataset.url) return;
  try {
    if (document.visibilityState === "visible" && !leaving) {
      const answer = await fetch(job.dataset.url);
      if (!answer.ok || answer.redirected) return;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("job");
      // What has not changed is left alone: a reader of the screen is told only of news, and the focus stays.
      if (fresh && !leaving) {
        if (fresh.dataset.url && job.querySelector("progress")) {
          for (const part of ["[role=status]", ".facts"]) {
            const [here, there] = [job.querySelector(part), fresh.querySelector(part)];
            if (here.innerHTML !== there.innerHTML) here.innerHTML = there.innerHTML;
          }
          const [bar, news] = [job.querySelector("progress"), fresh.querySelector("progress")];
          if (news.hasAttribute("value")) { bar.max = 100; bar.value = news.value; }
        } else {
          job.replaceWith(fresh);
        }
      }
    }
  } catch { /* the next question may be answered */ }
  setTimeout(follow, 1500);
};
setTimeout(follow, 1000);

// What was sent from here and never answered is typed in again.
const givenBack = (form, fields) => {
  for (const field of form.elements) {
    const values = fields.filter(([name]) => name === field.name).map(([, value]) => value);
    if (field.type === "radio" || field.type === "checkbox") field.checked = values.includes(field.value);
    else if (values.length > 0 && field.type !== "submit" && field.type !== "file") field.value = values[0];
  }
  form.closest("details")?.setAttribute("open", "");
  typed.add(form);
  tell("unanswered");
};
try {
  const sent = JSON.parse(sessionStorage.getItem("sent"));
  sessionStorage.removeItem("sent");
  if (sent && performance.getEntriesByType("navigation")[0].type === "back_forward") {
    const own = new Set(["csrf", "form_key", "version"]);
    const same = (form) => form.method === "post" && form.getAttribute("action") === sent.action &&
      [...form.elements].every((field) => field.type !== "hidden" || own.has(field.name) || sent.fields.some(([name, value]) => name === field.name && value === field.value));
    const form = [...document.forms].find(same);
    // After what the browser itself remembers of the page, which is older.
    if (form && [...form.elements].some((field) => !["hidden", "submit"].includes(field.type))) window.addEventListener("pageshow", () => givenBack(form, sent.fields));
  }
} catch { /* nothing was kept */ }

// The summary of what is wrong is where one begins.
const problems = document.getElementById("problems");
if (problems) problems.focus();

// Menus that lie over the page close when one goes elsewhere.
const menus = () => document.querySelectorAll("details.person[open], details.menu[open]");
document.addEventListener("click", (event) => menus().forEach((menu) => { if (!menu.contains(event.target)) menu.open = false; }));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => { menu.open = false; menu.querySelector("summary").focus(); });
});

// Files may be dropped anywhere on the frame of a file field.
for (const area of document.querySelectorAll(".drop")) {
  const input = area.querySelector("input[type=file]");
  const over = (on) => (event) => { event.preventDefault(); area.classList.toggle("over", on); };
  area.addEventListener("dragover", over(true));
  area.addEventListener("dragleave", over(false));
  area.addEventListener("drop", (event) => {
    over(false)(event);
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// A filter that changes shows its result at once.
for (const field of document.querySelectorAll("form[data-auto] select, form[data-auto] input[type=checkbox]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}

// A long list by the keyboard: j and k go from row to row, x chooses, / goes to the search, ? says so. Not while somebody types.
const list = document.querySelector("table[data-keys]");
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog")) return;
  if (event.key === "/") {
    const search = document.querySelector("main input[type=search], .top input[type=search]");
    if (search) { event.preventDefault(); search.focus(); search.select(); }
  }
  const keys = document.getElementById("keys");
  if (event.key === "?" && keys) keys.showModal();
  if (list && event.key === "x") document.activeElement.closest("tr")?.querySelector("input[name=case]")?.click();
  if (!list || (event.key !== "j" && event.key !== "k")) return;
  const links = [...list.querySelectorAll("tbody .primary a")];
  const at = links.indexOf(document.activeElement);
  const next = links[event.key === "j" ? Math.min(at + 1, links.length - 1) : Math.max(at - 1, 0)];
  if (next) { next.focus(); next.scrollIntoView({ block: "nearest" }); }
});
