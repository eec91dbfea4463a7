package org.lessor.lab.sidebyside;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lessor.lab.net.Lab;
import org.lessor.lab.sidebyside.Side.Pending;
import org.lessor.lab.sidebyside.Side.Sentinel;
import org.lessor.lab.sidebyside.Step.Exchange;
import org.lessor.lab.sidebyside.Step.LeaseEnd;
import org.lessor.lab.sidebyside.Step.LeaseRow;
import org.lessor.lab.sidebyside.Step.Listed;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Message;
import org.lessor.wire.Xid;

/// Kea and Lessor, each in a network of its own, that are given the same.
final class SideBySide {
  /// Clocks and the wait for the disk may make this much of a difference.
  private static final long SECONDS_APART = 2;

  /// Lease time, T1 and T2.
  private static final List<String> TIMES = List.of("51", "58", "59");

  /// What is compared only where a step says that it differs: whether short replies are padded.
  private static final String PADDED = "padded";

  private final Side kea;
  private final Side lessor;
  private int scenarioNumber;
  private int caseNumber;
  private int xid;
  private int sentinel;

  private SideBySide(Side kea, Side lessor) {
    this.kea = kea;
    this.lessor = lessor;
  }

  /// Makes both networks; no server runs yet.
  static SideBySide in(Lab lab) {
    return new SideBySide(Side.in(lab, Side.Program.KEA), Side.in(lab, Side.Program.LESSOR));
  }

  /// Starts both servers with the scenario's configuration.
  void start(Scenario scenario) {
    scenarioNumber++;
    caseNumber = 0;
    sentinel = 0;
    kea.start(configuration(scenario));
    lessor.start(configuration(scenario));
  }

  /// Ends both servers, and returns what they had still to say.
  List<String> stop() {
    kea.stop();
    lessor.stop();
    return Stream.of(kea, lessor)
        .filter(side -> side.late() > 0)
        .map(side -> side + " answered " + side.late() + " messages late, or several times")
        .toList();
  }

  private static String configuration(Scenario scenario) {
    return """
    { "Dhcp4": {
      "interfaces-config": { "interfaces": [ "eth0", "eth1" ], "dhcp-socket-type": "raw" },
      "lease-database": {
        "type": "memfile", "persist": true, "name": "$DIRECTORY/leases.csv",
        "lfc-interval": 0
      },
      "loggers": [ {
        "name": "kea-dhcp4", "severity": "%s", "debuglevel": 99,
        "output_options": [ { "output": "stdout", "flush": true } ]
      } ],
    %s
    } }
    """
        .formatted(
            System.getenv("LAB_KEEP") == null ? "INFO" : "DEBUG",
            scenario.configuration().replace("$SENTINEL", Sentinel.SUBNET));
  }

  /// Runs a case and returns what is not as its steps say; nothing if all is.
  List<String> run(Scenario.Case steps) {
    caseNumber++;
    List<String> complaints = new ArrayList<>();
    for (Step step : steps.steps()) {
      complaints.addAll(
          switch (step) {
            case Exchange exchange -> exchange(exchange);
            case LeaseRow row -> leaseRow(row);
            case LeaseEnd end -> {
              kea.awaitEnd(end.address());
              lessor.awaitEnd(end.address());
              yield List.of();
            }
          });
    }
    return complaints;
  }

  private List<String> exchange(Exchange step) {
    Message message = step.request().message(new Xid(++xid), standardAddress());
    List<Sentinel> sentinels = List.of(new Sentinel(++sentinel), new Sentinel(++sentinel));
    Pending fromKea = kea.send(step.request(), message);
    Pending fromLessor = lessor.send(step.request(), message);
    Reply keas = kea.await(fromKea, step.kea(), sentinels);
    Reply lessors = lessor.await(fromLessor, step.lessor(), sentinels);
    List<String> complaints = new ArrayList<>();
    step.kea().complaint(keas).ifPresent(c -> complaints.add("Kea: " + c));
    step.lessor().complaint(lessors).ifPresent(c -> complaints.add("Lessor: " + c));
    List<Listed> listed = new ArrayList<>(step.listed());
    if (keas.kind().equals(lessors.kind())) {
      listed.addAll(Usual.of(keas));
    }
    complaints.addAll(unlisted(differing(keas, lessors, step), listed));
    return complaints.isEmpty()
        ? List.of()
        : List.of(
            "line %d: %s%n  Kea:    %s%n  Lessor: %s"
                .formatted(step.line(), String.join("; ", complaints), keas, lessors));
  }

  private HardwareAddress standardAddress() {
    return new HardwareAddress(
        HardwareAddress.ETHERNET,
        Bytes.ofUnsigned(2, 0, scenarioNumber, caseNumber >> 8, caseNumber & 0xff, 1));
  }

  private static SortedSet<String> differing(Reply keas, Reply lessors, Exchange step) {
    if (!keas.kind().equals(lessors.kind())) {
      return new TreeSet<>(List.of("reply"));
    }
    SortedSet<String> differing = differing(keas.fields(), lessors.fields());
    differing.removeIf(field -> isTheSameTime(field, keas, lessors));
    if (step.kea().leavesTheAddressOpen() && step.lessor().leavesTheAddressOpen()) {
      differing.remove("yiaddr");
      differing.remove("to");
    }
    if (step.listed().stream().noneMatch(listed -> listed.fields().contains(PADDED))) {
      differing.remove(PADDED);
    }
    return differing;
  }

  /// A lease that is told again is told with what is left of it.
  private static boolean isTheSameTime(String field, Reply keas, Reply lessors) {
    return TIMES.contains(field)
        && Stream.of(keas, lessors).allMatch(reply -> reply.fields().containsKey(field))
        && Math.abs(seconds(keas, field) - seconds(lessors, field)) <= SECONDS_APART;
  }

  private static long seconds(Reply reply, String field) {
    return Long.parseLong(reply.fields().get(field), 16);
  }

  private static SortedSet<String> differing(Map<String, String> left, Map<String, String> right) {
    SortedSet<String> names = new TreeSet<>(left.keySet());
    names.addAll(right.keySet());
    names.removeIf(name -> Objects.equals(left.get(name), right.get(name)));
    return names;
  }

  /// What differs and is not listed, and what is listed and does not differ.
  private static List<String> unlisted(SortedSet<String> differing, List<Listed> known) {
    SortedSet<String> listed =
        known.stream()
            .map(Listed::fields)
            .flatMap(SortedSet::stream)
            .collect(Collectors.toCollection(TreeSet::new));
    List<String> complaints = new ArrayList<>();
    differing.stream()
        .filter(field -> !listed.contains(field))
        .forEach(field -> complaints.add(field + " differs, and is not listed"));
    listed.stream()
        .filter(field -> !differing.contains(field))
        .forEach(field -> complaints.add(field + " is listed, and does not differ"));
    return complaints;
  }

  private List<String> leaseRow(LeaseRow step) {
    Map<String, String> keas = new TreeMap<>(kea.leaseRow(step.address()));
    Map<String, String> lessors = new TreeMap<>(lessor.leaseRow(step.address()));
    List<String> complaints = new ArrayList<>();
    if (keas.isEmpty() || lessors.isEmpty()) {
      complaints.add("no row");
    } else if (Math.abs(expiry(keas) - expiry(lessors)) <= SECONDS_APART) {
      lessors.put("expire", keas.get("expire"));
    }
    List<Listed> listed = new ArrayList<>(step.listed());
    listed.add(Usual.POOL_ID);
    complaints.addAll(unlisted(differing(keas, lessors), listed));
    return complaints.isEmpty()
        ? List.of()
        : List.of(
            "line %d: %s%n  Kea:    %s%n  Lessor: %s"
                .formatted(step.line(), String.join("; ", complaints), keas, lessors));
  }

  private static long expiry(Map<String, String> row) {
    return Long.parseLong(row.get("expire"));
  }
}
