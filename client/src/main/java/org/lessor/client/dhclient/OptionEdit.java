package org.lessor.client.dhclient;

import java.util.List;
import org.lessor.wire.Bytes;
import org.lessor.wire.Message;

/// What dhclient.conf(5) says about an option that a server sent, or did not send.
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
}
