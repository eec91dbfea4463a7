package org.lessor.lab.simulation;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Xid;

/// What clients asked, as it was seen on the wire, so that an answer can be held against its
/// question.
final class Questions {
  private static final int REMEMBERED = 20_000;

  private record Key(HardwareAddress chaddr, Xid xid, MessageType type, Ipv4 giaddr) {}

  /// A question.
  ///
  /// @param firstNanos when it was first sent, be it to a relay
  /// @param message as it was sent last
  record Question(long firstNanos, Message message) {}

  private final Map<Key, Question> asked = new LinkedHashMap<>();

  void ask(Sighting seen) {
    Message message = seen.message();
    Key key = key(message, seen.type(), message.giaddr());
    Key direct = key(message, seen.type(), Ipv4.UNSPECIFIED);
    Question before = asked.remove(key);
    Question first = before == null ? asked.get(direct) : before;
    asked.put(key, new Question(first == null ? seen.atNanos() : first.firstNanos(), message));
    if (asked.size() > REMEMBERED) {
      asked.remove(asked.keySet().iterator().next());
    }
  }

  /// What `reply` answers; null where nobody asked.
  @Nullable Question of(Message reply, MessageType type) {
    return asked.get(key(reply, type, reply.giaddr()));
  }

  private static Key key(Message message, MessageType type, Ipv4 giaddr) {
    return new Key(message.chaddr(), message.xid(), type, giaddr);
  }
}
