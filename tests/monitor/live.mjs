// Proves monitoring with a real service and a real Prometheus: a callee answers, then hangs, then is gone; the alerts that
// must fire do, the others do not, and readiness and liveness say what they should.
//
//   node tests/monitor/live.mjs BINARY RULES...
//
// BINARY is the compiled `web` of tests/monitor/live.toml, RULES are the rule files written for it. Ports are chosen by the
// system. Only processes that are started here are ended.

import { spawn } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const [binary, ...rules] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "live-"));
const children = [];
const began = Date.now();
const say = (text) => console.log(`${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${text}`);

function start(command, arguments_, environment) {
  const child = spawn(command, arguments_, { env: { ...process.env, ...environment }, stdio: ["ignore", "ignore", "pipe"] });
  let errors = "";
  child.stderr.on("data", (data) => (errors = (errors + data).slice(-4000)));
  child.on("error", (error) => { throw error; });
  children.push(child);
  return () => errors;
}

async function listening(server) {
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return server.address().port;
}

async function free() {
  const server = createServer();
  const port = await listening(server);
  await new Promise((done) => server.close(done));
  return port;
}

async function until(what, seconds, look) {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found) return found;
    if (Date.now() > end) throw new Error(`not within ${seconds} s: ${what}`);
    await sleep(250);
  }
}

function equal(found, wanted, what) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) {
    throw new Error(`${what}: ${JSON.stringify(found)} instead of ${JSON.stringify(wanted)}`);
  }
}

let hangs = false;
const callee = createServer((request, response) => {
  request.resume();
  if (!hangs) response.setHeader("content-type", "application/json").end("{}");
});

async function main() {
  const calleePort = await listening(callee);
  const [port, prometheusPort] = [await free(), await free()];
  const web = `http://127.0.0.1:${port}`;
  const logged = start(binary, [], { BIND: `127.0.0.1:${port}`, STOCK_URL: `http://127.0.0.1:${calleePort}` });
  const status = async (path) => (await fetch(web + path)).status;
  await until("the service is live", 10, async () => (await status("/health/live")) === 200);

  writeFileSync(join(folder, "prometheus.yml"), JSON.stringify({
    global: { scrape_interval: "1s", evaluation_interval: "1s" },
    rule_files: rules.map((file) => resolve(file)),
    scrape_configs: [{ job_name: "web", static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
  }));
  const told = start("prometheus", [
    `--config.file=${join(folder, "prometheus.yml")}`, `--storage.tsdb.path=${join(folder, "data")}`,
    `--web.listen-address=127.0.0.1:${prometheusPort}`,
  ]);
  const api = `http://127.0.0.1:${prometheusPort}`;
  await until(`Prometheus is ready; ${told()}`, 20, async () => (await fetch(`${api}/-/ready`)).ok);

  let driving = true;
  const counts = {};
  const drive = (async () => {
    while (driving) {
      const post = { method: "POST", headers: { "content-type": "application/json" }, body: "{}" };
      fetch(`${web}/orders`, post).then((answer) => (counts[answer.status] = (counts[answer.status] ?? 0) + 1), () => {});
      await sleep(50);
    }
  })();

  const alerts = async () => {
    const answer = await (await fetch(`${api}/api/v1/alerts`)).json();
    return answer.data.alerts.map((it) => [it.labels.alertname, it.labels.burn ?? "", it.state].join(" ").replace("  ", " "));
  };
  const firing = async (name) => (await alerts()).includes(`${name} firing`);
  const ready = async () => {
    const answer = await fetch(`${web}/health/ready`);
    return [answer.status, (await answer.json()).status];
  };

  await until("ready", 10, async () => (await ready())[1] === "ready");
  await sleep(8000);
  equal(await alerts(), [], "alerts while the callee answers");
  say(`the callee answers: ${JSON.stringify(counts)}, no alert`);

  hangs = true;
  const hung = Date.now();
  const after = () => `${((Date.now() - hung) / 1000).toFixed(0)} s after it began to hang`;
  await until("pending", 20, async () => (await alerts()).includes("CallTimesOut 14.4 pending"));
  say(`CallTimesOut is pending, ${after()}`);
  await until("CallTimesOut", 80, () => firing("CallTimesOut 14.4"));
  say(`CallTimesOut fires, ${after()}`);
  await until("JourneyFails", 20, () => firing("JourneyFails 14.4"));
  say(`JourneyFails fires, ${after()}`);
  await until("JourneySlow", 20, () => firing("JourneySlow 14.4"));
  say(`JourneySlow fires, ${after()}: ${JSON.stringify(counts)}`);
  const unexpected = (await alerts()).filter((alert) => !/^(CallTimesOut|JourneyFails|JourneySlow) /.test(alert));
  equal(unexpected, [], "alerts about something else");
  equal(await ready(), [200, "ready"], "a port that accepts counts as reachable");

  callee.closeAllConnections();
  await new Promise((done) => callee.close(done));
  await until("degraded", 20, async () => (await ready())[1] === "degraded");
  equal([await status("/health/live"), ...(await ready())], [200, 200, "degraded"], "health without the callee");
  await until("DependencyDown", 10, async () => (await alerts()).includes("DependencyDown pending"));
  say("the callee is gone: DependencyDown is pending, live 200, ready 200 degraded");
  driving = false;
  await drive;
  if (logged().includes("panicked")) throw new Error(logged());
}

let code = 0;
try {
  await main();
  say("as it should be");
} catch (error) {
  console.error(error.message);
  code = 1;
} finally {
  for (const child of children) child.kill("SIGTERM");
  await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? new Promise((done) => child.on("exit", done))));
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}
