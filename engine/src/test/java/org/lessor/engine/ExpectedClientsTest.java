package org.lessor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lessor.engine.LeaseFixtures.NOW;
import static org.lessor.engine.LeaseFixtures.client;
import static org.lessor.engine.LeaseFixtures.created;
import static org.lessor.engine.LeaseFixtures.lease;
import static org.lessor.engine.LeaseFixtures.removed;
import static org.lessor.engine.LeaseFixtures.settings;
import static org.lessor.engine.LeaseFixtures.subnet;

import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.Xid;

class ExpectedClientsTest {
  /// More than a table looks up ahead for.
  private static final int LEASES = 20_000;

  private static final int CAPACITY = 64;

  private final LeaseTable table =
      new LeaseTable(settings(subnet(1, "10.0.0.0/8", "10.0.0.1-10.1.0.0")), 1);
  private final ExpectedClients expected = new ExpectedClients(CAPACITY);

  @BeforeEach
  void fill() {
    for (int n = 0; n < LEASES; n++) {
      assertThat(table.apply(List.of(created(leaseOf(n))))).isTrue();
    }
  }

  private static Lease leaseOf(int n) {
    String address = "10.0." + n / 200 + "." + (1 + n % 200);
    return lease(address, n, LeaseState.ASSIGNED, NOW + n % 7);
  }

  private void expect(HardwareAddress address) {
    byte[] packet =
        Message.of(Op.BOOTREQUEST, MessageType.DHCPDISCOVER, new Xid(1), address, m -> m)
            .encode()
            .toArray();
    expected.add(packet, 0, packet.length);
  }

  @Test
  void whoeverIsExpectedIsFoundAsBeforeAndSoIsWhoeverIsNot() {
    for (int first = 0; first < LEASES; first += LEASES / 10) {
      expected.clear();
      for (int n = first; n < first + CAPACITY; n++) {
        expect(client(n).chaddr());
      }
      assertThat(expected.count()).isEqualTo(CAPACITY);
      table.expect(expected);
      for (int n = first; n < first + 2 * CAPACITY; n++) {
        assertThat(table.ofClient(client(n))).containsExactly(leaseOf(n));
      }
    }
  }

  @Test
  void strangersAreNoTrouble() {
    for (int n = 0; n < CAPACITY; n++) {
      expect(client(LEASES + n).chaddr());
    }
    table.expect(expected);
    assertThat(table.ofClient(client(LEASES))).isEmpty();
    assertThat(table.size()).isEqualTo(LEASES);
  }

  @Test
  void whatNamesNoClientIsPassedOver() {
    Random random = new Random(1);
    for (int length = 0; length < 100; length++) {
      byte[] packet = new byte[length];
      random.nextBytes(packet);
      expected.add(packet, 0, length);
    }
    expect(new HardwareAddress(HardwareAddress.ETHERNET, Bytes.EMPTY));
    table.expect(expected);
    assertThat(table.size()).isEqualTo(LEASES);
  }

  @Test
  void thereIsRoomForNoMoreThanItSays() {
    for (int n = 0; n < CAPACITY + 10; n++) {
      expect(client(n).chaddr());
    }
    assertThat(expected.count()).isEqualTo(CAPACITY);
    expected.clear();
    assertThat(expected.count()).isZero();
  }

  @Test
  @Timeout(60)
  void leasesMayChangeMeanwhile() throws InterruptedException {
    AtomicBoolean done = new AtomicBoolean();
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              for (int round = 0; round < 5; round++) {
                for (int n = 0; n < LEASES / 4; n++) {
                  table.apply(List.of(removed(leaseOf(n))));
                }
                for (int n = 0; n < LEASES / 4; n++) {
                  table.apply(List.of(created(leaseOf(n))));
                }
              }
              done.set(true);
            });
    Random random = new Random(2);
    while (!done.get()) {
      expected.clear();
      for (int i = 0; i < CAPACITY; i++) {
        expect(client(random.nextInt(LEASES / 2)).chaddr());
      }
      table.expect(expected);
    }
    writer.join();
    assertThat(table.size()).isEqualTo(LEASES);
  }
}
