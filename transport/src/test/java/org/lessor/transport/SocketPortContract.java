package org.lessor.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What every port does that belongs to more than one thread.
abstract class SocketPortContract extends PacketPortContract {
  @Test
  void aWakeUpByAnotherThreadEndsAWait() throws Exception {
    try (ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> found =
          worker.submit(() -> ends.tested().port().await(Readiness.FOREVER_NANOS));
      ends.tested().port().wakeUp();
      assertThat(found.get()).isFalse();
    }
  }

  @Test
  void severalThreadsSendAtTheSameTime() throws Exception {
    PortEnds.End tested = ends.tested();
    PortEnds.End peer = ends.peer();
    int threads = 6;
    int each = 50;
    List<String> expected = new ArrayList<>();
    List<Callable<Integer>> senders = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      OutboundBatch batch = new OutboundBatch(each, 64);
      for (int i = 0; i < each; i++) {
        String text = "thread " + thread + " packet " + i;
        expected.add(text);
        Packets.unicast(batch, text, tested.interfaceIndex(), tested.address(), peer.at());
      }
      senders.add(() -> tested.port().send(batch));
    }
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      for (Future<Integer> left : workers.invokeAll(senders)) {
        assertThat(left.get()).isEqualTo(each);
      }
    }
    assertThat(Packets.receive(peer.port(), threads * each))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(tested.port().counts().sent()).isEqualTo((long) threads * each);
  }

  @Test
  void closingWhileAnotherThreadWaitsEndsTheWait() throws Exception {
    try (ExecutorService worker = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> found =
          worker.submit(() -> ends.tested().port().await(Readiness.FOREVER_NANOS));
      ends.tested().port().close();
      assertThat(found.get()).isFalse();
    }
  }
}
