// Small helps; every task works without them. No framework, no state, nothing from elsewhere.
"use strict";

let leaving = false;   // a form is on its way

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
