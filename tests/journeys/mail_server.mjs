// A small real SMTP server on loopback that does as it is told: takes mail, puts it off, refuses it, cuts the line. With
// STARTTLS and AUTH PLAIN when it has a certificate. Everything it heard before TLS, and each message it took, is kept.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';

// Makes an authority and a certificate of it for localhost; `name` tells several apart.
export function certificateIn(folder, name = 'ca') {
    const path = (end) => join(folder, `${name}.${end}`);
    const openssl = (...words) => {
        const made = spawnSync('openssl', words, { encoding: 'utf8' });
        if (made.status !== 0) throw new Error(made.stderr);
    };
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', `/CN=${name}`,
        '-addext', 'basicConstraints=critical,CA:TRUE', '-keyout', path('ca.key'), '-out', path('pem'));
    openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost',
        '-keyout', path('key'), '-out', path('csr'));
    openssl('x509', '-req', '-in', path('csr'), '-CA', path('pem'), '-CAkey', path('ca.key'), '-CAcreateserial', '-days', '2',
        '-copy_extensions', 'copy', '-out', path('crt'));
    return { ca: path('pem'), key: readFileSync(path('key')), cert: readFileSync(path('crt')) };
}

// `answers` is what it does, and may be changed at any time: { rcpt, end } of "ok", "later", "never", "cut" or, of end, a
// function that is given the message and may take its time; without `certificate` there is no STARTTLS.
export async function startMailServer({ certificate = null, user = null, password = null } = {}) {
    const server = { taken: [], heard: [], answers: { rcpt: 'ok', end: 'ok' }, texts: 0 };
    const sockets = new Set();
    const listener = net.createServer((plain) => serve(server, plain, sockets, { certificate, user, password }));
    await new Promise((resolve) => listener.listen(0, '127.0.0.1', resolve));
    server.port = listener.address().port;
    server.stop = async () => {
        for (const socket of sockets) socket.destroy();
        await new Promise((resolve) => listener.close(resolve));
    };
    // Messages taken with this in their text or headers.
    server.with = (text) => server.taken.filter((message) => message.source.includes(text));
    return server;
}

const codes = { ok: '250 2.0.0 Ok', later: '451 4.3.0 Kom igen senare', never: '550 5.1.1 Okänd mottagare' };

function serve(server, plain, sockets, { certificate, user, password }) {
    let socket = plain;
    let secure = false;
    let signedIn = user === null;
    let buffer = '';
    let text = null; // the lines of a message under way
    let envelope = {};
    const keep = (each) => {
        sockets.add(each);
        each.setEncoding('latin1');
        each.on('close', () => sockets.delete(each));
        each.on('error', () => {});
        each.on('data', (data) => {
            buffer += data;
            pump();
        });
    };
    const say = (line) => socket.writable && socket.write(Buffer.from(line + '\r\n', 'utf8'));
    const pump = () => {
        for (let at = buffer.indexOf('\r\n'); at >= 0; at = buffer.indexOf('\r\n')) {
            const line = buffer.slice(0, at);
            buffer = buffer.slice(at + 2);
            if (text !== null) textLine(line);
            else command(line);
        }
    };
    const textLine = (line) => {
        if (line !== '.') return text.push(line.startsWith('.') ? line.slice(1) : line);
        const message = { ...envelope, source: text.join('\r\n'), secure };
        text = null;
        finish(message);
    };
    const finish = async (message) => {
        const does = typeof server.answers.end === 'function' ? await server.answers.end(message) : server.answers.end;
        if (does === 'ok' || does === 'cut') server.taken.push(message); // cut: it has the message and the answer is lost
        if (does === 'cut') return socket.destroy();
        say(codes[does]);
    };
    const command = (line) => {
        if (!secure) server.heard.push(line);
        const word = line.split(/[ :]/)[0].toUpperCase();
        if (word === 'EHLO') {
            const offers = ['127.0.0.1', 'PIPELINING'];
            if (certificate && !secure) offers.push('STARTTLS');
            if (user !== null && (secure || !certificate)) offers.push('AUTH PLAIN LOGIN');
            offers.push('8BITMIME');
            offers.forEach((offer, i) => say(`250${i + 1 < offers.length ? '-' : ' '}${offer}`));
        } else if (word === 'STARTTLS' && certificate) {
            say('220 2.0.0 Go');
            socket.removeAllListeners('data');
            socket = new tls.TLSSocket(plain, { isServer: true, key: certificate.key, cert: certificate.cert });
            secure = true;
            buffer = '';
            keep(socket);
        } else if (word === 'AUTH') {
            const given = Buffer.from(line.split(' ')[2] ?? '', 'base64').toString('utf8').split('\0');
            signedIn = given[1] === user && given[2] === password;
            say(signedIn ? '235 2.7.0 Ok' : '535 5.7.8 Fel lösenord');
        } else if (word === 'MAIL' && !signedIn) {
            say('530 5.7.0 Sign in first');
        } else if (word === 'MAIL') {
            envelope = { from: line.match(/<(.*?)>/)[1], to: [] };
            say(codes.ok);
        } else if (word === 'RCPT') {
            const does = server.answers.rcpt;
            if (does === 'cut') return socket.destroy();
            if (does === 'ok') envelope.to.push(line.match(/<(.*?)>/)[1]);
            say(codes[does]);
        } else if (word === 'DATA') {
            text = [];
            server.texts += 1;
            say('354 Go on');
        } else if (word === 'QUIT') {
            say('221 2.0.0 Bye');
            socket.end();
        } else {
            say('502 5.5.2 Okänt');
        }
    };
    keep(plain);
    say('220 localhost ESMTP');
}
