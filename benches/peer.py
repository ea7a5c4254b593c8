#!/usr/bin/env python3
"""Depth, cycles and availability of an architecture file, by tomllib and networkx: what syncwise computes, by other means.

    python3 benches/peer.py FILE                    prints what it found, times and peak memory
    python3 benches/peer.py FILE --against JSON     compares with the output of `syncwise analyze --format json FILE`

It shares nothing with syncwise but the meaning of the file. It does not validate, and knows no rules.
"""

import json
import math
import resource
import sys
import time
import tomllib

import networkx

COUNTED = {"service", "gateway", "external"}


def share(text):
    return float(text.removesuffix("%")) / 100


def links(services, interaction):
    """What one interaction ties its caller to: (service, operation or None, blocking, hard)."""
    mode, to = interaction.get("mode"), interaction["to"]
    callee, via = (to, interaction.get("operation")), interaction.get("via")
    hard = interaction.get("on-failure", "fail") == "fail"
    outbox = interaction.get("outbox", False)
    kind = lambda name: services[name].get("kind", "service")
    if mode is None or kind(interaction["from"]) == "broker":
        return
    if mode in ("sync", "hybrid"):
        yield (*callee, True, hard)
        if via:
            yield (via, None, False, hard and (mode == "sync" or not outbox))
    else:
        target = callee if kind(to) == "broker" else (via, None)
        if target[0]:
            blocking = interaction.get("waits-for-ack", False) and not outbox
            yield (*target, blocking, hard and not outbox)


def graphs(document):
    """The graphs of waiting and of needing. Nodes are (service, operation); (service, 0) was called without an operation,
    and (service, 1) makes the calls that name none. Last, the nodes with a call whose mode is not declared."""
    services = document.get("service", {})
    waits, needs, calls = networkx.DiGraph(), networkx.DiGraph(), networkx.DiGraph()
    operations, undecided = {name: set() for name in services}, set()
    interactions = document.get("interaction", [])
    for interaction in interactions:
        if "during" in interaction:
            operations[interaction["from"]].add(interaction["during"])
        if "operation" in interaction:
            operations[interaction["to"]].add(interaction["operation"])
    for name, named in operations.items():
        within = [((name, 0), (name, 1))]
        within += [edge for it in named for edge in (((name, 0), (name, it)), ((name, it), (name, 1)))]
        waits.add_edges_from(within)
        needs.add_edges_from(within)
    for interaction in interactions:
        source = (interaction["from"], interaction.get("during", 1))
        if "mode" not in interaction and services[source[0]].get("kind") != "broker":
            undecided.add(source)
        for service, operation, blocking, hard in links(services, interaction):
            target = (service, operation or 0)
            if blocking:
                waits.add_edge(source, target)
                calls.add_edge(source, target)
            if hard:
                needs.add_edge(source, target)
    return waits, needs, calls, operations, undecided


def entry(journey, operations):
    operation = journey.get("operation")
    named = operation in operations[journey["entry"]]
    return (journey["entry"], operation if named else 0)


def cycles(graph):
    """Sets of services whose operations reach each other."""
    found = set()
    for members in networkx.strongly_connected_components(graph):
        first = next(iter(members))
        if len(members) > 1 or graph.has_edge(first, first):
            found.add(tuple(sorted({service for service, _ in members})))
    return found


def depths(services, graph):
    """Services in the longest chain from every node; a component counts once."""
    condensed = networkx.condensation(graph)
    counts = lambda node: services[node[0]].get("kind", "service") in COUNTED
    weight = [0] * len(condensed)
    members = condensed.nodes(data="members")
    for component, nodes in members:
        weight[component] = int(any(counts(node) for node in nodes))
    depth = [0] * len(condensed)
    for component in reversed(list(networkx.topological_sort(condensed))):
        best = weight[component]
        for source in condensed.nodes[component]["members"]:
            for target in graph.successors(source):
                below = condensed.graph["mapping"][target]
                if below != component:
                    stays = source[0] == target[0] and counts(source)
                    best = max(best, depth[below] + weight[component] - int(stays))
        depth[component] = best
    return {node: depth[component] for node, component in condensed.graph["mapping"].items()}


def availability(document, services, needed):
    """The product over the set; None where one of them is not known."""
    assumed = document.get("policy", {}).get("availability", {})
    product, complete = 1.0, True
    for name in sorted(needed):
        service = services[name]
        if service.get("kind") == "client":
            continue
        by_policy = assumed.get("external") if service.get("kind") == "external" else None
        by_policy = by_policy or assumed.get(f"tier-{service.get('tier')}")
        own = service.get("availability", by_policy)
        complete &= own is not None
        product *= share(own) if own else 1.0
    return product if complete else None


def study(document):
    services = document.get("service", {})
    waits, needs, calls, operations, undecided = graphs(document)
    depth = depths(services, waits)
    journeys = {}
    for journey in document.get("journey", []):
        start = entry(journey, operations)
        reached = networkx.descendants(needs, start) | {start}
        ceiling = availability(document, services, {service for service, _ in reached})
        journeys[journey["id"]] = (depth[start], None if reached & undecided else ceiling)
    return journeys, cycles(waits) | cycles(calls)


def differences(journeys, found, other):
    for journey in other["journeys"]:
        depth, ceiling = journeys[journey["id"]]
        theirs = journey["availability"]["ceiling"]
        if depth != journey["blocking_depth"]:
            yield f"{journey['id']}: depth {depth}, not {journey['blocking_depth']}"
        same = ceiling == theirs if None in (ceiling, theirs) else math.isclose(ceiling, theirs, rel_tol=1e-9)
        if not same:
            yield f"{journey['id']}: availability {ceiling}, not {theirs}"
    of_operations = (it for it in other["cycles"] if it["kind"] == "operation" and it["all_blocking"])
    theirs = {tuple(sorted(it["members"])) for it in of_operations}
    if found != theirs:
        yield f"cycles {found ^ theirs}"


def main(arguments):
    begin = time.process_time()
    with open(arguments[0], "rb") as file:
        document = tomllib.load(file)
    parsed = time.process_time()
    journeys, found = study(document)
    done = time.process_time()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(journeys)} journeys, {len(found)} cycles; parse {parsed - begin:.2f} s, graph {done - parsed:.2f} s, "
        f"peak {memory:.0f} MB"
    )
    if arguments[1:2] == ["--against"]:
        with open(arguments[2], encoding="utf-8") as file:
            wrong = list(differences(journeys, found, json.load(file)))
        print("\n".join(wrong) or "same depths, availabilities and cycles")
        return 1 if wrong else 0
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
