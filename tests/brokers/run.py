#!/usr/bin/env python3
"""Kills two scaffolded services and their broker while orders flow, then reads both databases.

A client repeats an order with the same number until it is answered with 2xx. Then must hold: each answered order has
exactly one effect; each poisoned one has none and exactly one dead letter; the effects of a customer are in the order
in which they were placed; nothing is left in the outbox. Never takes a broker's or a service's word for it.

    run.py BINARIES [--messages N] [--broker embedded|nats|rabbitmq ...] [--seed N] [--calm]
    run.py BINARIES --self-test          two services with a mistake each, which the same check must find
"""

import argparse
import http.client
import json
import os
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

CUSTOMERS = 32
# A quick machine must not be done before anybody was killed.
SHORTEST = 30
POISONS = {"invalid": 40, "failing": 4}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def answers(port):
    try:
        socket.create_connection(("127.0.0.1", port), 0.5).close()
        return True
    except OSError:
        return False


class Process:
    """A program that is killed and started again, with its output in a file."""

    def __init__(self, name, command, environment, folder, port):
        self.name, self.command, self.port, self.folder = name, command, port, folder
        self.environment = {**os.environ, **environment}
        self.process, self.kills = None, 0

    def start(self):
        with open(f"{self.folder}/{self.name}.log", "ab") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.folder,
                start_new_session=True)
        limit = time.monotonic() + 60
        while not answers(self.port):
            if time.monotonic() > limit:
                raise SystemExit(f"{self.name} does not answer; see {self.folder}/{self.name}.log")
            if self.process.poll() is not None:
                raise SystemExit(f"{self.name} has ended; see {self.folder}/{self.name}.log")
            time.sleep(0.02)

    def stop(self, number):
        """Sends a signal to all of it and waits for its end."""
        if self.process is None:
            return
        try:
            os.killpg(self.process.pid, number)
        except ProcessLookupError:
            pass
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise SystemExit(f"{self.name} did not stop")

    def kill(self):
        self.stop(signal.SIGKILL)
        self.kills += 1


def nats(folder):
    port = free_port()
    command = ["nats-server", "-js", "-sd", f"{folder}/jetstream", "-a", "127.0.0.1", "-p", str(port)]
    return Process("broker", command, {}, folder, port), f"nats://127.0.0.1:{port}"


def rabbitmq(folder):
    port, distribution, epmd = free_port(), free_port(), free_port()
    environment = {
        "HOME": folder, "ERL_EPMD_PORT": str(epmd), "RABBITMQ_NODENAME": "proof@localhost",
        "RABBITMQ_NODE_IP_ADDRESS": "127.0.0.1", "RABBITMQ_NODE_PORT": str(port),
        "RABBITMQ_DIST_PORT": str(distribution), "RABBITMQ_MNESIA_BASE": f"{folder}/mnesia",
        "RABBITMQ_LOG_BASE": f"{folder}/logs", "RABBITMQ_PID_FILE": f"{folder}/pid",
        "RABBITMQ_ENABLED_PLUGINS_FILE": f"{folder}/plugins", "RABBITMQ_FEATURE_FLAGS_FILE": f"{folder}/flags"}
    # The script itself, and not the one in the path, which changes the user.
    process = Process("broker", ["/usr/lib/rabbitmq/bin/rabbitmq-server"], environment, folder, port)
    process.after = lambda: subprocess.run(
        ["epmd", "-kill"], env=process.environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, check=False)
    return process, f"amqp://127.0.0.1:{port}/%2f"


def embedded(folder):
    return None, f"sqlite://{folder}/queue.db?mode=rwc"


BROKERS = {"embedded": embedded, "nats": nats, "rabbitmq": rabbitmq}


def rows(path, statement):
    if not os.path.exists(path):
        return []
    connection = sqlite3.connect(path, timeout=30)
    try:
        return connection.execute(statement).fetchall()
    except sqlite3.OperationalError as error:
        if "no such table" in str(error):
            return []
        raise
    finally:
        connection.close()


def orders_of(messages, customer):
    """The orders of one customer, some of them poisoned, spread over the whole run."""
    own = [number for number in range(messages) if number % CUSTOMERS == customer]
    poisons = {}
    at = 0
    for poison, count in POISONS.items():
        for _ in range(count):
            poisons[(at * 97 + 61) % messages] = poison
            at += 1
    return [{"order": f"order-{number}", "customer": f"customer-{customer}", "number": number,
             "poison": poisons.get(number, "")} for number in own]


class Run:
    def __init__(self, binaries, broker, messages, seed, calm, broken):
        self.name, self.messages, self.calm, self.broken = broker, messages, calm, broken
        self.random = random.Random(seed)
        self.folder = tempfile.mkdtemp(prefix=f"brokers-{broker}-")
        self.broker, url = BROKERS[broker](self.folder)
        self.stores = {name: f"{self.folder}/{name}.db" for name in ("publisher", "consumer")}
        self.services = {}
        for name in ("publisher", "consumer"):
            port = free_port()
            environment = {
                "BIND": f"127.0.0.1:{port}", "QUEUE_URL": url, "BROKEN": broken or "", "RUST_LOG": "warn",
                "DATABASE_URL": f"sqlite://{self.stores[name]}?mode=rwc", "NO_COLOR": "1"}
            command = [f"{binaries}/{name}-service"]
            self.services[name] = Process(name, command, environment, self.folder, port)
        self.answered, self.repeats = set(), 0
        self.unsent, self.unsent_times = 0, 0
        self.over = threading.Event()

    def client(self, customer):
        began = time.monotonic()
        for order in orders_of(self.messages, customer):
            if not self.calm:
                time.sleep(max(0, began + SHORTEST * order["number"] / self.messages - time.monotonic()))
            body = json.dumps(order)
            while True:
                connection = http.client.HTTPConnection("127.0.0.1", self.services["publisher"].port, timeout=10)
                try:
                    headers = {"Content-Type": "application/json", "Idempotency-Key": order["order"]}
                    connection.request("POST", "/orders", body, headers)
                    if 200 <= connection.getresponse().status < 300:
                        break
                except (OSError, http.client.HTTPException):
                    pass
                finally:
                    connection.close()
                self.repeats += 1
                if self.over.is_set():
                    return
                time.sleep(0.05)
            self.answered.add(order["order"])

    def kill_publisher(self):
        publisher = self.services["publisher"]
        publisher.kill()
        unsent = rows(self.stores["publisher"], "SELECT COUNT(*) FROM outbox WHERE sent IS NULL")
        unsent = unsent[0][0] if unsent else 0
        self.unsent, self.unsent_times = max(self.unsent, unsent), self.unsent_times + (unsent > 0)
        publisher.start()

    def kill_consumer(self):
        consumer = self.services["consumer"]
        consumer.kill()
        time.sleep(self.random.random())
        consumer.start()

    def kill_broker(self):
        if self.broker is not None:
            self.broker.kill()
            time.sleep(self.random.random())
            # Nobody takes what it commits now: it has unsent messages when it starts again.
            self.kill_publisher()
            self.broker.start()

    def disturb(self, clients):
        # RabbitMQ 3.10 forgets a queue that was declared in the last seconds before it is killed.
        time.sleep(6 if self.name == "rabbitmq" else 1)
        turns = [self.kill_consumer, self.kill_publisher, self.kill_broker, self.kill_publisher]
        turn = 0
        # A mistake shows when somebody dies in the middle of it: often enough, also when the clients are quick.
        enough = {"consumer": 6 if self.broken else 3, "publisher": 6 if self.broken else 3}
        if self.broker is not None:
            enough["broker"] = 2
        killed = {**self.services, "broker": self.broker}
        while any(client.is_alive() for client in clients) or any(
                killed[name].kills < count for name, count in enough.items()):
            turns[turn % len(turns)]()
            turn += 1
            time.sleep(0.5 + 1.5 * self.random.random())

    def settled(self):
        unsent = rows(self.stores["publisher"], "SELECT COUNT(*) FROM outbox WHERE sent IS NULL")[0][0]
        effects = rows(self.stores["consumer"], "SELECT COUNT(DISTINCT id) FROM effects")
        dead = rows(self.stores["consumer"], "SELECT COUNT(*) FROM dead_letters")
        done = (effects[0][0] if effects else 0) + (dead[0][0] if dead else 0)
        return unsent, done

    def play(self):
        began = time.monotonic()
        for process in filter(None, [self.broker, *self.services.values()]):
            process.start()
        clients = [threading.Thread(target=self.client, args=(customer,), daemon=True) for customer in range(CUSTOMERS)]
        first = time.monotonic()
        for client in clients:
            client.start()
        if not self.calm:
            self.disturb(clients)
        for client in clients:
            client.join(300)
        taken = time.monotonic()
        before, quiet = None, time.monotonic()
        # Done, or nothing has moved for longer than any pause of the services.
        while time.monotonic() < quiet + (30 if self.broken else 75):
            now = self.settled()
            if now == (0, self.messages):
                break
            if now != before:
                before, quiet = now, time.monotonic()
            time.sleep(0.1)
        processed = time.monotonic()
        self.over.set()
        for service in self.services.values():
            service.stop(signal.SIGTERM)
        return taken - first, processed - first, time.monotonic() - began

    def end(self, keep):
        self.over.set()
        for process in filter(None, [*self.services.values(), self.broker]):
            process.stop(signal.SIGKILL)
        if hasattr(self.broker, "after"):
            self.broker.after()
        if not keep:
            shutil.rmtree(self.folder, ignore_errors=True)

    def check(self):
        """What is wrong, as sentences; and the counts."""
        orders = [order for customer in range(CUSTOMERS) for order in orders_of(self.messages, customer)]
        poisoned = {order["order"] for order in orders if order["poison"]}
        good = {order["order"] for order in orders} - poisoned
        counts = dict(rows(self.stores["consumer"], "SELECT id, COUNT(*) FROM effects GROUP BY id"))
        letters = [json.loads(body)["order"] for (body,) in rows(self.stores["consumer"], "SELECT body FROM dead_letters")]
        written = {order for (order,) in rows(self.stores["publisher"], "SELECT id FROM orders")}
        lost = [order for order in good & self.answered if order not in counts]
        doubled = [order for order, count in counts.items() if count > 1]
        last, turned = {}, []
        for order, customer, number in rows(self.stores["consumer"], "SELECT id, customer, number FROM effects ORDER BY seq"):
            if number < last.get(customer, -1):
                turned.append(order)
            last[customer] = max(number, last.get(customer, -1))
        wrong = []
        if len(self.answered) != self.messages:
            wrong.append(f"{self.messages - len(self.answered)} orders were never answered")
        if written != self.answered:
            wrong.append("the publisher's rows are not the answered orders")
        if lost:
            wrong.append(f"{len(lost)} lost, such as {sorted(lost)[:3]}")
        if doubled:
            wrong.append(f"{len(doubled)} processed more than once, such as {sorted(doubled)[:3]}")
        if turned:
            wrong.append(f"{len(turned)} out of their customer's order, such as {turned[:3]}")
        if set(counts) - good:
            wrong.append(f"{len(set(counts) - good)} effects of poisoned or unknown orders")
        if sorted(letters) != sorted(poisoned):
            wrong.append(f"{len(letters)} dead letters, but not once each of the {len(poisoned)} poisoned orders")
        unsent = self.settled()[0]
        if unsent:
            wrong.append(f"{unsent} messages were never sent")
        sent = len({order for order in counts})
        return wrong, {"effects": sent, "lost": len(lost), "doubled": len(doubled), "letters": len(letters)}


def once(binaries, broker, messages, seed, calm, broken, keep):
    run = Run(binaries, broker, messages, seed, calm, broken)
    try:
        taken, processed, whole = run.play()
        wrong, counts = run.check()
        if not calm and not broken:
            if run.unsent_times == 0:
                wrong.append("no kill of the publisher fell between commit and publish")
            if run.services["consumer"].kills < 3 or run.services["publisher"].kills < 3:
                wrong.append("too few kills")
            if run.broker is not None and run.broker.kills < 2:
                wrong.append("the broker was killed too rarely")
        kills = "/".join(str(process.kills if process else 0)
                         for process in (run.services["consumer"], run.services["publisher"], run.broker))
        unsent = f"{run.unsent_times}x, up to {run.unsent}"
        print(f"| {broker} | {len(run.answered)} | {run.repeats} | {kills} | {unsent} | {counts['effects']} | "
              f"{counts['lost']} | {counts['doubled']} | {counts['letters']} | {taken:.0f} s | {processed:.0f} s |", flush=True)
        keep = keep or (bool(wrong) and not broken)
        return wrong, run.folder if keep else None, whole
    except BaseException:
        keep = True
        print(f"see {run.folder}", file=sys.stderr)
        raise
    finally:
        run.end(keep)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binaries")
    parser.add_argument("--messages", type=int, default=10_000)
    parser.add_argument("--broker", action="append", choices=BROKERS)
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--calm", action="store_true", help="kill nobody: for measuring")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--keep", action="store_true", help="keep the folders")
    given = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    print("| broker | orders answered | repeated requests | SIGKILL consumer/publisher/broker | unsent at restart | "
          "orders with an effect | lost | doubled | dead letters | answered after | processed after |")
    print("|---|--:|--:|---|---|--:|--:|--:|--:|--:|--:|", flush=True)
    failed = False
    if given.self_test:
        expected = {"consumer": "processed more than once", "publisher": "lost"}
        for broken, word in expected.items():
            wrong, _, _ = once(given.binaries, "embedded", given.messages, given.seed, False, broken, given.keep)
            found = [sentence for sentence in wrong if word in sentence]
            print(f"broken {broken}: {found[0] if found else 'NOT FOUND'}", flush=True)
            failed |= not found
        sys.exit(1 if failed else 0)
    for broker in given.broker or list(BROKERS):
        wrong, folder, whole = once(
            given.binaries, broker, given.messages, given.seed, given.calm, None, given.keep)
        for sentence in wrong:
            print(f"{broker}: {sentence}")
        if folder:
            print(f"{broker}: see {folder}")
        failed |= bool(wrong)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
