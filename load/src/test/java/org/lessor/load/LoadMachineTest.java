package org.lessor.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Option;
import org.lessor.wire.StandardOptions;

final class LoadMachineTest {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final Ipv4 GIADDR = Ipv4.of("192.0.2.9");

  private final TinyServer server = new TinyServer();

  private static LoadMachine machine(int clients) {
    return machine(Population.of(clients));
  }

  private static LoadMachine machine(Population population) {
    return new LoadMachine(population, new Addressing.Relayed(GIADDR), new SplittableRandom(1));
  }

  private static Workload closed(String mix, int inFlight, long exchanges) {
    return new Workload(Mix.parse(mix), new Pace.InFlight(inFlight), exchanges, SECOND);
  }

  private static Workload open(String mix, double perSecond) {
    return new Workload(
        Mix.parse(mix), Pace.Rate.of(perSecond, SECOND), Workload.UNLIMITED, SECOND);
  }

  /// Answers at once until the machine has finished; time stands still.
  private LoadReport run(LoadMachine machine, Workload workload, long nowNanos) {
    machine.begin(workload, nowNanos);
    while (!machine.finished()) {
      machine.start(nowNanos, server);
      server.answer(machine, nowNanos);
    }
    return machine.report(nowNanos);
  }

  @Test
  void aClientObtainsALeaseInFourMessages() {
    LoadMachine machine = machine(1);
    LoadReport report = run(machine, closed("four", 1, 1), 0);

    assertThat(server.typesSeen())
        .containsExactly(MessageType.DHCPDISCOVER, MessageType.DHCPREQUEST);
    Message request = server.seen().getLast();
    assertThat(request.get(StandardOptions.DHCP_REQUESTED_ADDRESS)).hasValue(Ipv4.of("10.0.0.1"));
    assertThat(request.get(StandardOptions.DHCP_SERVER_IDENTIFIER)).hasValue(TinyServer.IDENTIFIER);
    assertThat(request.giaddr()).isEqualTo(GIADDR);
    assertThat(request.hops()).isEqualTo(1);
    assertThat(request.ciaddr()).isEqualTo(Ipv4.UNSPECIFIED);
    assertThat(request.xid()).isEqualTo(server.seen().getFirst().xid());
    assertThat(report.completed()).isEqualTo(1);
    assertThat(machine.bound()).isEqualTo(1);
  }

  @Test
  void clientsOnTheLinkAskForBroadcastReplies() {
    LoadMachine machine =
        new LoadMachine(Population.of(1), new Addressing.Direct(), new SplittableRandom(1));
    run(machine, closed("four", 1, 1), 0);
    assertThat(server.seen()).allMatch(Message::broadcast);
    assertThat(server.seen()).allMatch(message -> message.giaddr().isUnspecified());
  }

  @Test
  void whoHoldsAnAddressIsKnownAsLongAsTheLeaseLasts() {
    LoadMachine machine = machine(2);
    run(machine, closed("four", 1, 2), 0);
    Ipv4 first = Ipv4.of("10.0.0.1");
    assertThat(machine.holder(first, 0)).isEqualTo(Population.DEFAULT_BASE_MAC);
    assertThat(machine.holder(Ipv4.of("10.0.0.3"), 0)).isEqualTo(LoadMachine.NOBODY);
    assertThat(machine.holder(Ipv4.UNSPECIFIED, 0)).isEqualTo(LoadMachine.NOBODY);
    assertThat(machine.holder(first, Long.MAX_VALUE / 2))
        .as("it has ended")
        .isEqualTo(LoadMachine.NOBODY);
    run(machine, closed("release=1,renew=0.001", 1, 1), 0);
    assertThat(machine.holder(first, 0) + machine.holder(Ipv4.of("10.0.0.2"), 0))
        .as("one of them gave its lease back")
        .isIn(Population.DEFAULT_BASE_MAC - 1, Population.DEFAULT_BASE_MAC);
  }

  @Test
  void withoutAnyLeaseLeftAMixThatObtainsNoneEnds() {
    LoadMachine machine = machine(3);
    run(machine, closed("four", 1, 3), 0);
    LoadReport report = run(machine, closed("renew=1,release=1", 1, 1000), 0);
    assertThat(report.kinds().get(ExchangeKind.RELEASE).begun()).isEqualTo(3);
    assertThat(report.kinds()).doesNotContainKey(ExchangeKind.FOUR_MESSAGES);
    assertThat(machine.ranOutOfLeases()).isTrue();
    run(machine, closed("renew=1,four=1", 1, 4), 0);
    assertThat(machine.ranOutOfLeases()).isFalse();
  }

  @Test
  void theLargestMessageHasTheOptionsThatWereAdded() {
    int usual = machine(1).largestMessageBytes();
    Population talkative =
        new Population(1, 0x02L << 40, List.of(new Option(60, Bytes.of(new byte[200]))));
    assertThat(machine(talkative).largestMessageBytes()).isBetween(usual + 100, usual + 202);
  }

  @Test
  void nobodyThereIsFoundOutSoonerThanAllAreLost() {
    Limits limits = Limits.whileAnswered(192);
    assertThat(limits.tooManyLost(191, 0)).isFalse();
    assertThat(limits.tooManyLost(192, 0)).isTrue();
    assertThat(limits.tooManyLost(10_000, 1)).isFalse();
  }

  @Test
  void aClosedLoopKeepsAsManyUnderWayAsItIsTold() {
    LoadMachine machine = machine(1000);
    machine.begin(closed("four", 10, 500), 0);
    while (!machine.finished()) {
      machine.start(0, server);
      int inFlight = machine.report(0).inFlight();
      assertThat(inFlight).isEqualTo((int) Math.min(10, 500 - machine.completed()));
      server.answer(machine, 0);
    }
    assertThat(machine.completed()).isEqualTo(500);
    assertThat(server.seen().stream().map(Message::chaddr).distinct().count()).isEqualTo(500);
  }

  @Test
  void aClientHasOneExchangeAtATime() {
    LoadMachine machine = machine(3);
    machine.begin(closed("four", 10, 100), 0);
    machine.start(0, server);
    assertThat(server.seen()).hasSize(3);
    // Nothing is due before an answer, or the end of the drop time.
    assertThat(machine.nextDueNanos(0)).isEqualTo(SECOND);
    server.answer(machine, 0);
    server.answer(machine, 0);
    assertThat(machine.nextDueNanos(0)).isZero();
  }

  @Test
  void aMessageWithoutAnswerIsLostAfterTheDropTime() {
    LoadMachine machine = machine(10);
    machine.begin(closed("four", 2, 2), 0);
    machine.start(0, server);
    List<Message> ignored = server.ignoreWaiting();
    server.answer(ignored.getFirst(), machine, 600 * MILLI);

    machine.expire(SECOND - 1);
    assertThat(machine.lost()).isZero();
    machine.expire(SECOND);
    assertThat(machine.lost()).isEqualTo(1);
    assertThat(machine.finished()).isFalse();
    machine.expire(SECOND + 600 * MILLI);
    LoadReport report = machine.report(2 * SECOND);
    assertThat(report.steps().get(Step.DISCOVER).lost()).isEqualTo(1);
    assertThat(report.steps().get(Step.REQUEST).lost()).isEqualTo(1);
    assertThat(report.lossRatio()).isEqualTo(1);
    assertThat(machine.finished()).isTrue();
  }

  @Test
  void anAnswerThatComesTooLateOrTwiceBelongsToNothing() {
    LoadMachine machine = machine(2);
    machine.begin(closed("discover", 1, 2), 0);
    machine.start(0, server);
    Message late = server.ignoreWaiting().getFirst();
    machine.expire(SECOND);
    machine.start(SECOND, server);
    server.answer(late, machine, SECOND);
    Message twice = server.ignoreWaiting().getFirst();
    server.answer(twice, machine, SECOND);
    server.answer(twice, machine, SECOND);

    LoadReport report = machine.report(SECOND);
    assertThat(report.oddities().orphans()).isEqualTo(2);
    assertThat(report.completed()).isEqualTo(1);
    assertThat(report.lost()).isEqualTo(1);
  }

  @Test
  void rubbishIsCountedAndNothingElse() {
    LoadMachine machine = machine(1);
    machine.begin(closed("four", 1, 1), 0);
    machine.start(0, server);
    SplittableRandom random = new SplittableRandom(3);
    for (int length = 0; length < 600; length++) {
      byte[] rubbish = new byte[length];
      random.nextBytes(rubbish);
      machine.received(rubbish, 0, length, 0, server);
    }
    assertThat(machine.report(0).oddities().malformed()).isEqualTo(600);
    server.answer(machine, 0);
    server.answer(machine, 0);
    assertThat(machine.completed()).isEqualTo(1);
  }

  @Test
  void renewalsComeFromThoseWhoHaveALease() {
    LoadMachine machine = machine(5);
    run(machine, closed("four", 2, 5), 0);
    server.seen().clear();
    LoadReport report = run(machine, closed("renew", 2, 20), SECOND);

    assertThat(report.kinds().keySet()).containsExactly(ExchangeKind.RENEW);
    assertThat(report.completed()).isEqualTo(20);
    assertThat(server.seen())
        .hasSize(20)
        .allMatch(message -> !message.ciaddr().isUnspecified())
        .noneMatch(message -> message.has(StandardOptions.DHCP_REQUESTED_ADDRESS))
        .noneMatch(message -> message.has(StandardOptions.DHCP_SERVER_IDENTIFIER));
    assertThat(server.seen().stream().map(Message::chaddr).distinct().count()).isEqualTo(5);
  }

  @Test
  void restartedClientsAskForWhatTheyHad() {
    LoadMachine machine = machine(1);
    run(machine, closed("four", 1, 1), 0);
    run(machine, closed("reboot", 1, 1), 0);
    Message reboot = server.seen().getLast();
    assertThat(reboot.get(StandardOptions.DHCP_REQUESTED_ADDRESS)).hasValue(Ipv4.of("10.0.0.1"));
    assertThat(reboot.has(StandardOptions.DHCP_SERVER_IDENTIFIER)).isFalse();
    assertThat(reboot.ciaddr()).isEqualTo(Ipv4.UNSPECIFIED);
  }

  @Test
  void withoutAnyLeaseClientsObtainOneBeforeTheyRenew() {
    LoadMachine machine = machine(1);
    LoadReport report = run(machine, closed("renew=1000,four=1", 1, 3), 0);
    assertThat(report.kinds().get(ExchangeKind.FOUR_MESSAGES).completed()).isEqualTo(1);
    assertThat(report.kinds().get(ExchangeKind.RENEW).completed()).isEqualTo(2);
  }

  @Test
  void releasesAreNotWaitedFor() {
    LoadMachine machine = machine(100);
    LoadReport report = run(machine, closed("four,release", 1, 100), 0);
    assertThat(report.kinds().get(ExchangeKind.RELEASE).completed())
        .isEqualTo(report.kinds().get(ExchangeKind.RELEASE).begun())
        .isGreaterThan(40);
    assertThat(report.completed() + report.kinds().get(ExchangeKind.RELEASE).completed())
        .isEqualTo(100);
    Message release =
        server.seen().stream()
            .filter(message -> message.messageType().orElseThrow() == MessageType.DHCPRELEASE)
            .findFirst()
            .orElseThrow();
    assertThat(release.ciaddr().isUnspecified()).isFalse();
    assertThat(release.get(StandardOptions.DHCP_SERVER_IDENTIFIER)).hasValue(TinyServer.IDENTIFIER);
  }

  @Test
  void aNakTakesTheLease() {
    LoadMachine machine = machine(1);
    run(machine, closed("four", 1, 1), 0);
    server.refusing = true;
    LoadReport report = run(machine, closed("renew", 1, 1), 0);
    assertThat(report.naks()).isEqualTo(1);
    assertThat(report.completed()).isZero();
    assertThat(machine.bound()).isZero();
  }

  @Test
  void oneAddressForTwoClientsIsADuplicate() {
    LoadMachine machine = machine(2);
    server.lease(HardwareAddress.ethernet("02:00:00:00:00:00"), Ipv4.of("10.0.0.7"));
    server.lease(HardwareAddress.ethernet("02:00:00:00:00:01"), Ipv4.of("10.0.0.7"));
    LoadReport report = run(machine, closed("four", 2, 2), 0);
    assertThat(report.duplicates()).isEqualTo(1);
    assertThat(report.examples())
        .containsExactly(
            new LoadReport.Duplicate(
                Ipv4.of("10.0.0.7"), Population.DEFAULT_BASE_MAC, Population.DEFAULT_BASE_MAC + 1));
  }

  @Test
  void anAddressWhoseLeaseHasEndedIsNoDuplicate() {
    LoadMachine machine = machine(2);
    server.lease(HardwareAddress.ethernet("02:00:00:00:00:00"), Ipv4.of("10.0.0.7"));
    server.lease(HardwareAddress.ethernet("02:00:00:00:00:01"), Ipv4.of("10.0.0.7"));
    server.leaseSeconds = 10;
    run(machine, closed("four", 1, 1), 0);
    assertThat(run(machine, closed("four", 1, 1), 10 * SECOND).duplicates()).isZero();
  }

  @Test
  void anAckForAnotherAddressThanOfferedIsUnusable() {
    LoadMachine machine = machine(1);
    machine.begin(closed("four", 1, 1), 0);
    machine.start(0, server);
    server.answer(machine, 0);
    server.lease(HardwareAddress.ethernet("02:00:00:00:00:00"), Ipv4.of("10.0.0.99"));
    server.answer(machine, 0);
    assertThat(machine.report(0).oddities().unusable()).isEqualTo(1);
    assertThat(machine.bound()).isZero();
  }

  @Test
  void anOpenLoopBeginsOnScheduleWhateverTheServerDoes() {
    LoadMachine machine = machine(1000);
    machine.begin(open("discover", 100), 0);
    machine.start(0, server);
    assertThat(server.seen()).hasSize(1);
    assertThat(machine.nextDueNanos(0)).isEqualTo(10 * MILLI);
    machine.start(9 * MILLI, server);
    assertThat(server.seen()).hasSize(1);
    machine.start(500 * MILLI, server);
    assertThat(server.seen()).hasSize(51);
  }

  @Test
  void anOpenLoopCanBeginSeveralAtOnceAtTheSameRate() {
    LoadMachine machine = machine(1000);
    Pace.Rate pace = Pace.Rate.of(100, SECOND).withAtOnce(5);
    machine.begin(new Workload(Mix.parse("discover"), pace, Workload.UNLIMITED, SECOND), 0);
    machine.start(0, server);
    assertThat(server.seen()).hasSize(5);
    assertThat(machine.nextDueNanos(0)).isEqualTo(50 * MILLI);
    machine.start(49 * MILLI, server);
    assertThat(server.seen()).hasSize(5);
    machine.start(50 * MILLI, server);
    assertThat(server.seen()).hasSize(10);
  }

  @Test
  void latencyInAnOpenLoopCountsFromTheSchedule() {
    LoadMachine machine = machine(10);
    machine.begin(new Workload(Mix.parse("discover"), new Pace.Rate(100, 1, 1), 2, SECOND), 0);
    machine.start(0, server);
    // The server is busy with the first for 50 ms; the second was due after 10 ms.
    server.answer(machine, 50 * MILLI);
    machine.start(50 * MILLI, server);
    server.answer(machine, 51 * MILLI);
    LatencyHistogram latency = machine.report(51 * MILLI).latency();
    assertThat(latency.maxNanos()).isEqualTo(50 * MILLI);
    assertThat(latency.percentileNanos(1)).isBetween(41 * MILLI, 41 * MILLI + MILLI / 5);
  }

  @Test
  void warmUpDoesNotCount() {
    LoadMachine machine = machine(10);
    machine.begin(closed("discover", 1, 10), 0);
    for (int i = 0; i < 4; i++) {
      machine.start(0, server);
      server.answer(machine, 0);
    }
    machine.countFrom(SECOND);
    while (!machine.finished()) {
      machine.start(2 * SECOND, server);
      server.answer(machine, 2 * SECOND);
    }
    LoadReport report = machine.report(2 * SECOND);
    assertThat(report.completed()).isEqualTo(6);
    assertThat(report.elapsedNanos()).isEqualTo(SECOND);
    assertThat(report.rate()).isEqualTo(6);
  }

  @Test
  void addedOptionsAreSentAndTakeThePlaceOfTheUsualOnes() {
    List<Option> added = new ArrayList<>();
    added.add(new Option(60, Bytes.ofText("docsis")));
    added.add(new Option(55, Bytes.ofUnsigned(1)));
    run(machine(new Population(1, 5, added)), closed("four", 1, 1), 0);
    assertThat(server.seen())
        .allMatch(message -> message.option(60).orElseThrow().toText().equals("docsis"))
        .allMatch(message -> message.option(55).orElseThrow().length() == 1);
  }

  @Test
  void aWorkloadWaitsForTheEndOfTheOneBefore() {
    LoadMachine machine = machine(2);
    machine.begin(closed("four", 1, 1), 0);
    machine.start(0, server);
    assertThatThrownBy(() -> machine.begin(closed("four", 1, 1), 0))
        .isInstanceOf(IllegalStateException.class);
    machine.abandon();
    assertThat(machine.report(0).abandoned()).isEqualTo(1);
    assertThat(machine.report(0).clean()).isFalse();
    machine.begin(closed("four", 1, 1), 0);
  }

  @Test
  void nothingButReleasesNeedsARate() {
    assertThatThrownBy(() -> closed("release", 1, 1)).hasMessageContaining("give a rate");
  }
}
