package org.lessor.linux.netlink;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lessor.linux.Capability;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.internal.SocketOption;

/// Asks the kernel, and waits for its answers: requests with an acknowledgement, single answers,
/// and dumps. Used by one thread at a time.
final class Conversation implements AutoCloseable {
  static final int NLM_F_REQUEST = 0x1;
  static final int NLM_F_ACK = 0x4;
  static final int NLM_F_DUMP = 0x300;
  static final int NLM_F_REPLACE = 0x100;
  static final int NLM_F_EXCL = 0x200;
  static final int NLM_F_CREATE = 0x400;

  /// Room for one request.
  private static final int REQUEST_BYTES = 4 * 1024;

  /// Room for several at once.
  private static final int REQUESTS_BYTES = 64 * 1024;

  /// How often a dump is begun anew because the table changed under it.
  private static final int DUMP_ATTEMPTS = 32;

  private final NetlinkSocket socket;
  private final NetlinkWriter writer = new NetlinkWriter(REQUEST_BYTES);

  /// Made when several requests are sent at once for the first time: few programs do that.
  private @Nullable NetlinkWriter several;

  private int sequence;

  private Conversation(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// Opens a socket for answers of at most `answerBytes`.
  static Conversation open(int answerBytes) throws ErrnoException {
    NetlinkSocket socket = NetlinkSocket.open(0, answerBytes);
    // Then a dump can be of one link. Before Linux 4.20 it is of all, whatever was asked for.
    boolean _ = socket.trySet(SocketOption.NETLINK_GET_STRICT_CHK, 1);
    return new Conversation(socket);
  }

  /// The body of a request, to be written with a sequence number given.
  interface Body {
    void write(NetlinkWriter request, int sequence);
  }

  /// Sends one request that asks for an acknowledgement: 0, or `-errno`.
  int tryRequest(String attempted, Body body) throws ErrnoException {
    return request(attempted, body).error;
  }

  /// Sends one request that asks for an acknowledgement, and throws where it is refused.
  void execute(String attempted, Body body) throws ErrnoException {
    request(attempted, body).check(attempted);
  }

  /// What the kernel said to a request.
  record Answer(int error, String explanation) {
    void check(String attempted) throws ErrnoException {
      if (error < 0) {
        throw failure(attempted);
      }
    }

    ErrnoException failure(String attempted) {
      if (-error == Errno.EPERM) {
        return new ErrnoException(attempted, -error, Capability.CAP_NET_ADMIN.remedy());
      }
      return new ErrnoException(
          attempted, -error, explanation.isEmpty() ? "" : "the kernel says: " + explanation);
    }
  }

  Answer request(String attempted, Body body) throws ErrnoException {
    int expected = send(attempted, body);
    while (true) {
      NetlinkReader messages = receive(attempted);
      while (messages.next()) {
        if (messages.sequence() == expected && messages.type() == NetlinkReader.NLMSG_ERROR) {
          return new Answer(messages.error(), messages.explanation());
        }
      }
    }
  }

  /// Sends one request whose answer is one message, or a refusal.
  <T> Asked<T> ask(String attempted, Body body, Function<NetlinkReader, Optional<T>> decode)
      throws ErrnoException {
    int expected = send(attempted, body);
    while (true) {
      NetlinkReader messages = receive(attempted);
      while (messages.next()) {
        if (messages.sequence() != expected) {
          continue;
        }
        if (messages.type() == NetlinkReader.NLMSG_ERROR) {
          return new Asked<>(
              Optional.empty(), new Answer(messages.error(), messages.explanation()));
        }
        return new Asked<>(decode.apply(messages), new Answer(0, ""));
      }
    }
  }

  /// What came back to a question: a value, or why there is none.
  record Asked<T>(Optional<T> value, Answer answer) {
    /// The value; empty where the kernel refused with one of `absent`; throws where it refused
    /// otherwise.
    Optional<T> unless(String attempted, int... absent) throws ErrnoException {
      for (int errno : absent) {
        if (answer.error == -errno) {
          return Optional.empty();
        }
      }
      answer.check(attempted);
      return value;
    }
  }

  /// Sends one request for a whole table, and begins anew where the table changed meanwhile.
  <T> List<T> dump(String attempted, Body body, Function<NetlinkReader, Optional<T>> decode)
      throws ErrnoException {
    for (int attempt = 0; attempt < DUMP_ATTEMPTS; attempt++) {
      List<T> entries = new ArrayList<>();
      if (dumpOnce(attempted, body, decode, entries)) {
        return entries;
      }
    }
    throw new ErrnoException(
        attempted, Errno.EAGAIN, "the table changed each time before it was read to its end");
  }

  private <T> boolean dumpOnce(
      String attempted, Body body, Function<NetlinkReader, Optional<T>> decode, List<T> entries)
      throws ErrnoException {
    int expected = send(attempted, body);
    boolean undisturbed = true;
    while (true) {
      NetlinkReader messages = receive(attempted);
      while (messages.next()) {
        if (messages.sequence() != expected) {
          continue;
        }
        undisturbed &= (messages.flags() & NetlinkReader.NLM_F_DUMP_INTR) == 0;
        switch (messages.type()) {
          case NetlinkReader.NLMSG_ERROR, NetlinkReader.NLMSG_DONE -> {
            new Answer(messages.error(), messages.explanation()).check(attempted);
            return undisturbed;
          }
          default -> decode.apply(messages).ifPresent(entries::add);
        }
      }
    }
  }

  /// Sends several requests at once: for each 0, or `-errno`. Only the last asks for an
  /// acknowledgement; the others are answered only where they are refused.
  int[] requestAll(String attempted, List<Body> bodies) throws ErrnoException {
    int[] errors = new int[bodies.size()];
    if (bodies.isEmpty()) {
      return errors;
    }
    NetlinkWriter all = several == null ? new NetlinkWriter(REQUESTS_BYTES) : several;
    several = all;
    all.clear();
    int first = sequence + 1;
    for (Body body : bodies) {
      body.write(all, ++sequence);
      all.end();
    }
    socket.send(all, attempted);
    while (true) {
      NetlinkReader messages = receive(attempted);
      while (messages.next()) {
        int index = messages.sequence() - first;
        if (index < 0 || index >= errors.length || messages.type() != NetlinkReader.NLMSG_ERROR) {
          continue;
        }
        errors[index] = messages.error();
        if (index == errors.length - 1) {
          return errors;
        }
      }
    }
  }

  private int send(String attempted, Body body) throws ErrnoException {
    writer.clear();
    sequence++;
    body.write(writer, sequence);
    writer.end();
    socket.send(writer, attempted);
    return sequence;
  }

  private NetlinkReader receive(String attempted) throws ErrnoException {
    return socket.messages(ErrnoException.check(socket.receive(), attempted));
  }

  @Override
  public void close() {
    socket.close();
  }
}
