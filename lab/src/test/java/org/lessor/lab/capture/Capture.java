package org.lessor.lab.capture;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.lessor.lab.net.Evidence;
import org.lessor.lab.net.LabException;
import org.lessor.lab.net.Link;
import org.lessor.wire.MessageType;

/// All frames that one link of the lab sends and receives, from the moment it was started.
///
/// It is live when [#on(Link)] returns: no frame after that is missed. [#frames()] takes over what
/// waits in the kernel before it answers, so what was sent before the call is in it. Any thread may
/// call it; the lab closes it.
public final class Capture implements Evidence, AutoCloseable {
  private final String title;
  private final Path file;
  private final PacketSocket socket;
  private final Thread reader;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Frame> frames = new ArrayList<>();
  private long drainsWanted;
  private long drainsDone;
  private boolean ending;
  private boolean ended;

  private Capture(Link link) {
    this.title = "capture on " + link;
    this.file = link.host().lab().directory("capture").resolve("capture.pcap");
    this.socket = link.host().inside(() -> PacketSocket.open(link.name()));
    this.reader = Thread.ofPlatform().daemon().name(title).start(this::read);
  }

  /// Starts a capture on `link`. The lab shows it when its test fails, and closes it.
  public static Capture on(Link link) {
    Capture capture = new Capture(link);
    link.host().lab().own(capture);
    link.host().lab().record(capture);
    return capture;
  }

  private void read() {
    try {
      boolean more = true;
      while (more) {
        socket.await();
        more = drain();
      }
    } finally {
      lock.lock();
      ended = true;
      changed.signalAll();
      lock.unlock();
    }
  }

  /// Takes over what waits in the kernel; returns whether the capture goes on after that.
  private boolean drain() {
    lock.lock();
    long drain = drainsWanted;
    boolean more = !ending;
    lock.unlock();
    List<Frame> arrived = new ArrayList<>();
    for (Optional<Frame> f = socket.receive(); f.isPresent(); f = socket.receive()) {
      arrived.add(f.get());
    }
    lock.lock();
    frames.addAll(arrived);
    drainsDone = drain;
    changed.signalAll();
    lock.unlock();
    return more;
  }

  /// Every frame so far, in the order of the kernel.
  public List<Frame> frames() {
    lock.lock();
    try {
      if (!ended) {
        long drain = ++drainsWanted;
        socket.wake();
        while (drainsDone < drain && !ended) {
          changed.await();
        }
      }
      return List.copyOf(frames);
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while reading the " + title, failure);
    } finally {
      lock.unlock();
    }
  }

  /// The frames so far that carry DHCP messages.
  public List<Frame> dhcp() {
    return frames().stream().filter(frame -> frame.dhcp().isPresent()).toList();
  }

  /// The first frame that `wanted` accepts, be it captured already or still to come. Throws
  /// [LabException] when none came within `limit`.
  public Frame await(Predicate<Frame> wanted, Duration limit) {
    return await(0, wanted, limit);
  }

  /// The first frame that carries a DHCP message of `type`, as [#await(Predicate, Duration)].
  public Frame await(MessageType type, Duration limit) {
    return await(0, frame -> frame.isDhcp(type), limit);
  }

  /// As [#await(Predicate, Duration)], the first `skipped` frames left out: with the size of
  /// [#frames()], only what is new.
  public Frame await(int skipped, Predicate<Frame> wanted, Duration limit) {
    long remainingNanos = limit.toNanos();
    lock.lock();
    try {
      for (int next = skipped; ; next++) {
        while (next >= frames.size()) {
          if (remainingNanos <= 0 || ended) {
            throw new LabException("no such frame came within " + limit + " in the " + title);
          }
          remainingNanos = changed.awaitNanos(remainingNanos);
        }
        if (wanted.test(frames.get(next))) {
          return frames.get(next);
        }
      }
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while waiting for a frame in the " + title, failure);
    } finally {
      lock.unlock();
    }
  }

  /// Writes all frames so far to a file that tcpdump and Wireshark read.
  public void save(Path file) {
    PcapFile.write(file, frames());
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public String text() {
    return Transcript.of(frames());
  }

  /// Ends the capture and saves it in the lab's directory; what it has seen stays readable.
  @Override
  public void close() {
    lock.lock();
    try {
      if (ending) {
        return;
      }
      ending = true;
      socket.wake();
    } finally {
      lock.unlock();
    }
    try {
      reader.join();
    } catch (InterruptedException failure) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted while ending the " + title, failure);
    }
    socket.close();
    save(file);
  }
}
