#!/usr/bin/env python3
"""Measures the incident of examples/seed-shop on generated services, before and after the plan of `advise`.

Every service runs once, on loopback, with the latencies that the architecture declares; what
others run is stood in for. Requests arrive at a fixed rate whether or not earlier ones were answered (open loop). Needs nothing but
Python's standard library and what cargo builds. Never tunes a service: all limits are those that were scaffolded.

    python3 tests/incident/incident.py --syncwise target/debug/syncwise [--work DIR] [--report FILE]
"""

import argparse
import asyncio
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHOP = ROOT / "examples/seed-shop/architecture.toml"
SLOW = 2.0
ORDERS_PER_SECOND = 60
LOOKUPS_PER_SECOND = 60
PHASES = (("healthy", 15), ("payment takes 2 s", 30), ("recovered", 15))


# --- the two architectures ---------------------------------------------------------------------------------------


def on_the_evening(text):
    """One instance of everything, and the peak rate all the time: the evening of the sale on one machine."""
    text, instances = re.subn(r"(?m)^instances = \d+$", "instances = 1", text)
    text, rates = re.subn(r'average = "[^"]+", peak = "60/s"', 'average = "60/s", peak = "60/s"', text)
    text, lookups = re.subn(r'average = "60/s", peak = "120/s"', 'average = "60/s", peak = "60/s"', text)
    text, journeys = re.subn(r'(?m)^rate = "20/s"$', 'rate = "60/s"', text)
    assert instances and rates and lookups and journeys, "the seed shop declares instances and rates"
    return text


def replaced(lines, place, key, value):
    """Sets `key = value` on the line that a place of the plan names."""
    number = int(place.rsplit(":", 2)[-2]) - 1
    changed, times = re.subn(rf'{key} = (?:"[^"]*"|\S+)', f'{key} = "{value}"', lines[number], count=1)
    assert times == 1, f"line {number + 1} has no `{key}`: {lines[number]}"
    lines[number] = changed


def carried_out(text, plan):
    """The architecture after the plan, made of the plan's own list of edits."""
    lines = text.split("\n")
    for change in plan["changes"]:
        for edit in change["edits"]:
            key, value = re.fullmatch(r'(\S+) = .* → "?([^"]*)"?', edit["text"]).groups()
            replaced(lines, edit["place"], key, value)
    for line in plan["timeouts"]["lines"]:
        replaced(lines, line["place"], "timeout", f"{line['to_ms']:g}ms")
    return "\n".join(lines)


def syncwise(program, *arguments, codes=(0, 1)):
    done = subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, cwd=ROOT)
    if done.returncode not in codes:
        sys.exit(f"{' '.join(map(str, arguments))} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def architectures(program, work):
    text = SHOP.read_text()
    plan = json.loads(syncwise(program, "analyze", SHOP, "--format", "json"))["plan"]
    files = {}
    for name, text in (("today", text), ("advised", carried_out(text, plan))):
        files[name] = work / f"{name}.toml"
        files[name].write_text(on_the_evening(text))
    return files


# --- what the developer would write ------------------------------------------------------------------------------

WORK_RS = """//! Work of the declared length, for measurements: a file in the folder `WORK`, called like this service, holds the median
//! and the 99th percentile of a lognormal distribution, or one fixed time, in milliseconds. Read at every call, so that
//! it can be changed meanwhile.

use std::time::Duration;

/// Takes as long as the file says.
pub async fn done() {
    let Ok(folder) = std::env::var("WORK") else { return };
    let Ok(text) = std::fs::read_to_string(format!("{folder}/{}", env!("CARGO_PKG_NAME"))) else { return };
    let numbers: Vec<f64> = text.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let millis = match numbers[..] {
        [fixed] => fixed,
        [median, p99] => median * ((p99 / median).ln() / 2.326_347_9 * normal()).exp(),
        _ => return,
    };
    tokio::time::sleep(Duration::from_secs_f64(millis / 1000.0)).await;
}

/// Box and Muller's transform.
fn normal() -> f64 {
    let (one, other): (f64, f64) = (1.0 - uniform(), uniform());
    (-2.0 * one.ln()).sqrt() * (std::f64::consts::TAU * other).cos()
}

/// From 0 to 1. The keys of a new hasher are random, and no crate is needed.
fn uniform() -> f64 {
    let bits = std::hash::BuildHasher::hash_one(&std::collections::hash_map::RandomState::new(), 0_u8);
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}
"""


def put_to_work(service):
    """Lets every handler of a scaffolded service do its own work first."""
    handlers = service / "src/handlers.rs"
    parts = re.split(r"(?m)^(?=impl )|(?<=^\}\n)", handlers.read_text())
    begins = re.compile(r"(?m)^(    async fn [^{;]*\{)$")
    worked = [begins.sub(r"\1\n        crate::work::done().await;", it) if re.match(r"impl (Operations|Consumer) for Handlers", it) else it for it in parts]
    assert worked != parts, f"{handlers} has no handler"
    handlers.write_text("".join(worked))
    (service / "src/work.rs").write_text(WORK_RS)
    library = service / "src/lib.rs"
    library.write_text(library.read_text() + "pub mod work;\n")


# --- load ------------------------------------------------------------------------------------------------------


async def request(port, method, path):
    """Status and seconds of one request on a connection of its own; status 0 where none came."""
    since = time.monotonic()
    status = 0
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        body = b"{}" if method == "POST" else b""
        head = f"{method} {path} HTTP/1.1\r\nhost: shop\r\nconnection: close\r\ncontent-type: application/json\r\n"
        writer.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()
        line = await reader.readline()
        status = int(line.split()[1]) if line else 0
        await reader.read()
        writer.close()
    except OSError:
        pass
    return status, time.monotonic() - since


async def offered(port, method, path, rate, seconds):
    """Requests at a fixed rate, whatever became of those before."""
    began = time.monotonic()
    sent = []
    for number in range(int(rate * seconds)):
        await asyncio.sleep(max(0.0, began + number / rate - time.monotonic()))
        sent.append(asyncio.create_task(request(port, method, path)))
    return sent


def percentile(values, share):
    return sorted(values)[min(len(values) - 1, int(len(values) * share))] if values else None


# --- one run -----------------------------------------------------------------------------------------------------


class Shop:
    """The generated services of one architecture, running."""

    def __init__(self, program, name, file, work, first_port):
        self.folder, self.delays, self.first_port = work / name, work / f"{name}-work", first_port
        shutil.rmtree(self.folder, ignore_errors=True)
        syncwise(program, "scaffold", file, "--all", "--out", self.folder)
        print("  building", flush=True)
        for service in sorted((self.folder / "services").iterdir()):
            if "work::done" not in (service / "src/handlers.rs").read_text():
                put_to_work(service)
        declared = tomllib.loads(file.read_text())["service"]
        self.delays.mkdir(exist_ok=True)
        for service, facts in declared.items():
            if latency := facts.get("latency"):
                (self.delays / service).write_text(" ".join(millis(latency[key]) for key in ("p50", "p99")))
        # The card processor is what takes longest of all that others run.
        self.double = millis(declared["bank"]["latency"]["p50"])
        self.usual = (self.delays / "payment").read_text()

    def start(self):
        shutil.rmtree(self.folder / "data", ignore_errors=True)
        variables = {"FIRST_PORT": str(self.first_port), "WORK": str(self.delays), "LATENCY_MS": self.double}
        self.process = subprocess.Popen(
            ["./run.sh"], cwd=self.folder, env=os.environ | variables, stdout=subprocess.PIPE, text=True,
            stderr=subprocess.DEVNULL, start_new_session=True,
        )
        self.ports = {}
        for line in self.process.stdout:
            if found := re.fullmatch(r"(\S+): http://127\.0\.0\.1:(\d+)\n", line):
                self.ports[found[1]] = int(found[2])
            if line.startswith("Ctrl-C"):
                return
        sys.exit(f"{self.folder} did not start")

    def stop(self):
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait()

    def payment_takes(self, text):
        (self.delays / "payment").write_text(text)

    def metric(self, service, pattern):
        """The sum of what a service reports under names and labels that match."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.ports[service]}/metrics", timeout=5) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.rsplit(" ", 1)[1]) for line in lines if re.match(pattern, line))


def millis(duration):
    number, unit = re.fullmatch(r"([\d.]+)(ms|s)", duration).groups()
    return f"{float(number) * (1000 if unit == 's' else 1):g}"


async def evening(shop):
    """Requests through all phases; (phase, operation) to the outcomes."""
    outcomes = {}
    for phase, seconds in PHASES:
        shop.payment_takes(f"{SLOW * 1000:g}" if phase.startswith("payment") else shop.usual)
        port = shop.ports["storefront"]
        orders, lookups = await asyncio.gather(
            offered(port, "POST", "/orders", ORDERS_PER_SECOND, seconds),
            offered(port, "GET", "/orders/1", LOOKUPS_PER_SECOND, seconds),
        )
        outcomes[phase] = orders, lookups
        backlog = shop.metric("orders", r"(queue_depth|outbox_pending)\{")
        print(f"  {phase}: {seconds} s, {backlog:g} messages wait at its end", flush=True)
        outcomes[phase] += (backlog,)
    return {
        phase: (await asyncio.gather(*orders), await asyncio.gather(*lookups), backlog)
        for phase, (orders, lookups, backlog) in outcomes.items()
    }


def row(phase, what, answers):
    good = [seconds for status, seconds in answers if 200 <= status < 300]
    causes = {}
    for status, _ in answers:
        if not 200 <= status < 300:
            causes[status] = causes.get(status, 0) + 1
    told = ", ".join(f"{count} × {status or 'no answer'}" for status, count in sorted(causes.items()))
    times = [f"{percentile(good, share) * 1000:.0f} ms" if good else "–" for share in (0.5, 0.99)]
    return f"| {phase} | {what} | {len(answers)} | {len(good) / len(answers):.1%} | {times[0]} | {times[1]} | {told or '–'} |"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--syncwise", default=str(ROOT / "target/debug/syncwise"))
    arguments.add_argument("--work", type=pathlib.Path, default=ROOT / "target/incident")
    arguments.add_argument("--only", choices=["today", "advised"])
    arguments = arguments.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    for at, (name, file) in enumerate(architectures(arguments.syncwise, arguments.work).items()):
        if arguments.only in (None, name):
            print(name, flush=True)
            shop = Shop(arguments.syncwise, name, file, arguments.work, 8301 + 100 * at)
            shop.start()
            try:
                outcomes = asyncio.run(evening(shop))
            finally:
                shop.stop()
            print("| phase | request | sent | answered 2xx | median | p99 | refused |\n|---|---|---:|---:|---:|---:|---|")
            for phase, (orders, lookups, _) in outcomes.items():
                print(row(phase, "place an order", orders))
                print(row(phase, "look an order up", lookups))


if __name__ == "__main__":
    main()
