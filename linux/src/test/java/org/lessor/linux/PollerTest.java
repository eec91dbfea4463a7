package org.lessor.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PollerTest {
  private static final long LONG_NANOS = TimeUnit.MINUTES.toNanos(1);

  private static void sendTo(UdpSocket from, UdpSocket to) {
    OutgoingDatagrams out = new OutgoingDatagrams(1, 1);
    out.next();
    out.add(1, Ip4.LOOPBACK.bits(), to.port());
    assertThat(from.send(out)).isEqualTo(1);
  }

  @Test
  void onlyTheSocketThatHasSomethingIsReadable() throws Exception {
    try (Poller poller = Poller.open();
        UdpSocket first = UdpSocket.at(Ip4.LOOPBACK, 0).open();
        UdpSocket second = UdpSocket.at(Ip4.LOOPBACK, 0).open()) {
      poller.add(first, Poller.Interest.READ);
      poller.add(second, Poller.Interest.READ);
      assertThat(poller.await(0)).isZero();

      sendTo(first, second);
      assertThat(poller.await(LONG_NANOS)).isEqualTo(1);
      assertThat(poller.readable(first)).isFalse();
      assertThat(poller.readable(second)).isTrue();
      assertThat(poller.writable(second)).isFalse();

      poller.remove(first);
      assertThat(poller.await(LONG_NANOS)).isEqualTo(1);
      assertThat(poller.readable(second)).isTrue();

      poller.remove(second);
      assertThat(poller.await(0)).isZero();
    }
  }

  @Test
  void watchesAnyNumberOfSockets() throws Exception {
    List<UdpSocket> sockets = new ArrayList<>();
    try (Poller poller = Poller.open()) {
      for (int i = 0; i < 100; i++) {
        sockets.add(UdpSocket.at(Ip4.LOOPBACK, 0).open());
        poller.add(sockets.getLast(), Poller.Interest.READ);
      }
      sendTo(sockets.getFirst(), sockets.getLast());
      assertThat(poller.await(LONG_NANOS)).isEqualTo(1);
      assertThat(poller.readable(sockets.getLast())).isTrue();
      assertThat(poller.readable(sockets.getFirst())).isFalse();
      poller.remove(sockets.getFirst());
      assertThat(poller.await(LONG_NANOS)).isEqualTo(1);
      assertThat(poller.readable(sockets.getLast())).isTrue();
    } finally {
      sockets.forEach(UdpSocket::close);
    }
  }

  @Test
  void aSocketWithRoomIsWritableWhenAskedFor() throws Exception {
    try (Poller poller = Poller.open();
        UdpSocket socket = UdpSocket.at(Ip4.LOOPBACK, 0).open()) {
      poller.add(socket, Poller.Interest.READ_WRITE);
      assertThat(poller.await(LONG_NANOS)).isEqualTo(1);
      assertThat(poller.writable(socket)).isTrue();
      assertThat(poller.readable(socket)).isFalse();
      poller.add(socket, Poller.Interest.READ);
      assertThat(poller.await(0)).isZero();
    }
  }

  @Test
  void aTimeoutEndsTheWaitAndNotEarlier() throws Exception {
    try (Poller poller = Poller.open()) {
      long start = System.nanoTime();
      assertThat(poller.await(TimeUnit.MILLISECONDS.toNanos(20))).isZero();
      assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(20_000_000);
    }
  }

  @Test
  void anotherThreadEndsAWaitWithoutLimit() throws Exception {
    try (Poller poller = Poller.open()) {
      Thread waker = Thread.ofVirtual().start(poller::wakeUp);
      assertThat(poller.await(Poller.FOREVER_NANOS)).isZero();
      waker.join();
      assertThat(poller.await(0)).as("a wake-up is used up").isZero();
    }
  }

  @Test
  void aWakeUpAheadOfTheWaitIsNotLost() throws Exception {
    try (Poller poller = Poller.open()) {
      poller.wakeUp();
      poller.wakeUp();
      assertThat(poller.await(Poller.FOREVER_NANOS)).isZero();
    }
  }

  @Test
  void closingGivesBackTheDescriptorAndALateWakeUpDoesNothing() throws Exception {
    Set<String> before = OpenDescriptors.now();
    Poller poller = Poller.open();
    poller.close();
    poller.wakeUp();
    assertThat(OpenDescriptors.now()).isEqualTo(before);
  }
}
