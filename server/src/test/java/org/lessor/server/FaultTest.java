package org.lessor.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lessor.engine.LeaseTable;
import org.lessor.engine.Reception;
import org.lessor.engine.Settings;
import org.lessor.store.MemoryLeaseStore;
import org.lessor.transport.BrittlePort;
import org.lessor.transport.ClientsPort;
import org.lessor.transport.NarrowPort;
import org.lessor.transport.OutboundPacket;
import org.lessor.transport.PacketPort;
import org.lessor.wire.Ipv4;

/// A fault of the server's own at one message keeps no other from its answer.
class FaultTest {
  private static final int CLIENTS = 32;
  private static final int ROUNDS = 8;
  private static final int XID = 4;
  private static final int UNLUCKY = 7;

  private final AtomicLong nanos = new AtomicLong();
  private final Statistics statistics = new Statistics();
  private final Settings settings = RelayedSite.settings();
  private final MemoryLeaseStore leases = new MemoryLeaseStore(new LeaseTable(settings, 1));

  private ServerCore core(PacketPort port, Inlets inlets) {
    return RelayedSite.core(
        port,
        leases,
        settings,
        () -> Instant.ofEpochSecond(1_700_000_000),
        nanos::get,
        statistics,
        Runnable::run,
        inlets);
  }

  private void serve(ServerCore core) {
    for (int round = 0; round < ROUNDS; round++) {
      core.worker().doWork(nanos.addAndGet(1_000_000));
      leases.commitOnce();
      core.directReplies().doWork(nanos.get());
    }
  }

  private static boolean isUnlucky(OutboundPacket packet) {
    return packet.payload().uint32(XID) == UNLUCKY;
  }

  /// Behind a relay agent, and without one.
  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.2", "0.0.0.0"})
  void aReplyThatCannotBeSentForAFaultTakesNoOtherWithIt(String relay) {
    ClientsPort clients =
        new ClientsPort(CLIENTS, RelayedSite.SERVER.bits(), Ipv4.of(relay).bits());
    serve(core(new BrittlePort(clients, FaultTest::isUnlucky), new RelayedSite()));
    assertThat(clients.acks()).isEqualTo((CLIENTS - 1) * ROUNDS / 2);
    assertThat(statistics.value(Statistic.PKT4_SEND_FAILED)).isEqualTo(1);
    assertThat(statistics.value(Statistic.PKT4_OFFER_SENT)).isEqualTo(clients.offers());
    assertThat(statistics.value(Statistic.PKT4_ACK_SENT)).isEqualTo(clients.acks());
  }

  @Test
  void aMessageThatCannotBeAnsweredForAFaultTakesNoOtherWithIt() {
    ClientsPort clients =
        new ClientsPort(CLIENTS, RelayedSite.SERVER.bits(), RelayedSite.RELAY.bits());
    Inlets faulty =
        new Inlets() {
          private int asked;

          @Override
          public Optional<Reception.Inlet> inlet(int interfaceIndex) {
            if (asked++ == UNLUCKY) {
              throw new IllegalStateException("a fault");
            }
            return new RelayedSite().inlet(interfaceIndex);
          }

          @Override
          public Reach reach(int interfaceIndex, Ipv4 address) {
            return Reach.ROUTE;
          }
        };
    serve(core(clients, faulty));
    assertThat(clients.acks()).isEqualTo((CLIENTS - 1) * ROUNDS / 2);
    assertThat(statistics.value(Statistic.PKT4_PROCESSING_FAILED)).isEqualTo(1);
    assertThat(statistics.value(Statistic.PKT4_RECEIVE_DROP)).isEqualTo(1);
  }

  @Test
  void onlyWhatHasLeftIsCountedAsSent() {
    ClientsPort clients =
        new ClientsPort(CLIENTS, RelayedSite.SERVER.bits(), RelayedSite.RELAY.bits());
    ServerCore core = core(new NarrowPort(clients, UNLUCKY), new RelayedSite());
    core.worker().doWork(nanos.addAndGet(1_000_000));
    assertThat(clients.offers()).isEqualTo(UNLUCKY);
    assertThat(statistics.value(Statistic.PKT4_OFFER_SENT)).isEqualTo(UNLUCKY);
    assertThat(statistics.value(Statistic.PKT4_SEND_FAILED)).isEqualTo(CLIENTS - UNLUCKY);
  }

  @Test
  void aReplyThatStillWaitsToBeSentIsNotCounted() {
    ClientsPort clients = new ClientsPort(CLIENTS, RelayedSite.SERVER.bits(), 0);
    ServerCore core = core(clients, new RelayedSite());
    core.worker().doWork(nanos.addAndGet(1_000_000));
    assertThat(statistics.value(Statistic.PKT4_OFFER_SENT)).isZero();
    core.directReplies().doWork(nanos.get());
    assertThat(statistics.value(Statistic.PKT4_OFFER_SENT)).isEqualTo(CLIENTS);
  }

  @Test
  void faultsAtPacketsAreToldOnceASecond() {
    List<String> lines = new ArrayList<>();
    EventLog log = new EventLog(nanos::get, name -> new RecordingLogger(name, lines));
    for (int i = 0; i < 5; i++) {
      log.fault(() -> "packet=1", new IllegalStateException("a fault"));
    }
    nanos.addAndGet(1_000_000_000);
    log.fault(() -> "packet=2", new IllegalStateException("a fault"));
    assertThat(lines)
        .containsExactly(
            "ERROR LESSOR_WORKER_FAILED packet=1",
            "ERROR LESSOR_WORKER_FAILED packet=2 left-out=4");
  }
}
