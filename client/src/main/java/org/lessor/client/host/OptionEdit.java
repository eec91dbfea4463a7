package org.lessor.client.host;

import java.util.List;
import org.lessor.client.machine.Lease;
import org.lessor.client.machine.Terms;
import org.lessor.wire.Bytes;
import org.lessor.wire.Message;
import org.lessor.wire.StandardOptions;

/// What an operator wants to be read in the place of an option that a server sent, or did not send.
///
/// @param kind what to do
/// @param code the option
/// @param value the operator's value; empty with [Kind#SUPERSEDE] takes the server's away
public record OptionEdit(Kind kind, int code, Bytes value) {
  /// What to do with the operator's value.
  public enum Kind {
    /// Use it where the server sent none.
    DEFAULT,
    /// Use it whatever the server sent.
    SUPERSEDE,
    /// Put it before the server's.
    PREPEND,
    /// Put it behind the server's.
    APPEND
  }

  /// The message as the operator wants it to be read.
  public static Message apply(List<OptionEdit> edits, Message message) {
    Message edited = message;
    for (OptionEdit edit : edits) {
      edited = edit.apply(edited);
    }
    return edited;
  }

  private Message apply(Message message) {
    Bytes sent = message.option(code).orElse(Bytes.EMPTY);
    Bytes wanted =
        switch (kind) {
          case DEFAULT -> message.has(code) ? sent : value;
          case SUPERSEDE -> value;
          case PREPEND -> value.plus(sent);
          case APPEND -> sent.plus(value);
        };
    return message.with(m -> {
      Message.Builder without = m.without(code);
      return wanted.isEmpty() ? without : without.option(code, wanted);
    });
  }

  /// The lease as the operator wants it to be read: for this host alone, and not as what was
  /// granted.
  public static Lease apply(List<OptionEdit> edits, Lease lease) {
    if (edits.isEmpty()) {
      return lease;
    }
    Terms granted = lease.terms();
    Message edited = apply(edits, granted.message());
    Terms read =
        new Terms(
            edited,
            granted.address(),
            prefixLength(edited, granted.prefixLength()),
            granted.serverId(),
            granted.leaseSeconds(),
            granted.t1Nanos(),
            granted.t2Nanos());
    return new Lease(
        read,
        lease.requestSentNanos(),
        lease.renewNanos(),
        lease.rebindNanos(),
        lease.expiryNanos(),
        lease.forceRenewKey());
  }

  private static int prefixLength(Message message, int otherwise) {
    return message
        .get(StandardOptions.SUBNET_MASK)
        .map(mask -> Integer.bitCount(mask.bits()))
        .filter(length -> length > 0)
        .orElse(otherwise);
  }
}
