package org.lessor.client.machine;

import org.lessor.wire.Message;
import org.lessor.wire.StandardOptions;

/// Says why a message was not taken.
final class Refusals {
  private Refusals() {}

  /// Reports it and leaves the state as it is. What was never meant for us, or is of a type that
  /// has no meaning now, is not worth more than [Notice#REPLY_IGNORED]; anything else is told as
  /// `serious`.
  static State tell(
      State state, Event.Received received, RefusalReason reason, Notice serious, Turn turn) {
    Notice notice =
        switch (reason) {
          case NOT_A_REPLY, OTHER_XID, OTHER_CHADDR, OTHER_CLIENT_ID, NOT_EXPECTED ->
              Notice.REPLY_IGNORED;
          case NO_SERVER_IDENTIFIER,
              BAD_SERVER_IDENTIFIER,
              OTHER_SERVER,
              ANOTHER_CHOSEN,
              BAD_ADDRESS,
              OTHER_ADDRESS,
              ADDRESS_IN_USE,
              SERVER_REFUSED,
              OPTION_MISSING,
              BAD_SUBNET_MASK,
              NO_LEASE_TIME,
              ZERO_LEASE_TIME,
              ALREADY_OVER ->
              serious;
        };
    turn.tell(report(notice, received, reason));
    return state;
  }

  private static Report report(Notice notice, Event.Received received, RefusalReason reason) {
    Message message = received.message();
    Report report = Report.of(notice).and("xid", message.xid());
    report = report.and("type", message.messageType().map(Enum::name).orElse("none"));
    report = report.and("from", received.source());
    var server = message.get(StandardOptions.DHCP_SERVER_IDENTIFIER);
    report = server.isPresent() ? report.and("server", server.get()) : report;
    return report.and("address", message.yiaddr()).and("reason", reason.text());
  }
}
