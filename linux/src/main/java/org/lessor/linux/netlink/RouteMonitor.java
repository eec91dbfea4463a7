package org.lessor.linux.netlink;

import java.util.Set;
import java.util.function.Consumer;
import org.lessor.linux.Descriptor;
import org.lessor.linux.Errno;
import org.lessor.linux.ErrnoException;
import org.lessor.linux.Pollable;
import org.lessor.linux.internal.SocketCalls;
import org.lessor.linux.internal.SocketOption;

/// A subscription to changes of links, addresses, routes and neighbours, in the network namespace
/// of the thread that opened it.
///
/// To miss nothing: subscribe first, then read the tables with [Rtnetlink], then follow the events;
/// after an [RouteEvent.Overrun] read the tables again. Needs no privilege. Never blocks: wait with
/// a [org.lessor.linux.Poller]. Used by one thread at a time.
public final class RouteMonitor implements Pollable, AutoCloseable {
  /// What can be subscribed to.
  public enum Topic {
    LINKS(1),
    NEIGHBOURS(3),
    ADDRESSES(5),
    ROUTES(7);

    private final int group;

    Topic(int group) {
      this.group = group;
    }
  }

  private final NetlinkSocket socket;

  private RouteMonitor(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// Subscribes.
  public static RouteMonitor open(Set<Topic> topics) throws ErrnoException {
    return open(topics, 0);
  }

  /// Subscribes with room for events that wait (0: the system's default).
  public static RouteMonitor open(Set<Topic> topics, int receiveBufferBytes) throws ErrnoException {
    NetlinkSocket socket =
        NetlinkSocket.open(SocketCalls.SOCK_NONBLOCK, NetlinkSocket.USUAL_ANSWER_BYTES);
    try {
      if (receiveBufferBytes > 0) {
        socket.set(SocketOption.SO_RCVBUF, receiveBufferBytes);
      }
      for (Topic topic : topics) {
        socket.set(SocketOption.NETLINK_ADD_MEMBERSHIP, topic.group);
      }
      return new RouteMonitor(socket);
    } catch (ErrnoException failure) {
      socket.close();
      throw failure;
    }
  }

  /// Hands the events that wait to `reader`, in order: how many.
  public int receive(Consumer<RouteEvent> reader) throws ErrnoException {
    int count = 0;
    while (true) {
      int sizeBytes = socket.receive();
      if (sizeBytes == -Errno.EAGAIN) {
        return count;
      }
      if (sizeBytes == -Errno.ENOBUFS || sizeBytes == -Errno.EMSGSIZE) {
        reader.accept(new RouteEvent.Overrun());
        count++;
        continue;
      }
      NetlinkReader messages =
          socket.messages(ErrnoException.check(sizeBytes, "read network changes"));
      while (messages.next()) {
        var event = Decoder.event(messages);
        if (event.isPresent()) {
          reader.accept(event.get());
          count++;
        }
      }
    }
  }

  @Override
  public Descriptor descriptor() {
    return socket.descriptor();
  }

  @Override
  public void close() {
    socket.close();
  }
}
