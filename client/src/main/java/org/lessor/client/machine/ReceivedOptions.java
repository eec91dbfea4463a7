package org.lessor.client.machine;

import org.lessor.wire.Message;

/// The configuration that a server sent, in words.
final class ReceivedOptions {
  private ReceivedOptions() {}

  /// Every option by name, and what the header says.
  static Report report(Message ack) {
    Report report = Report.of(Notice.CONFIGURATION_RECEIVED).and("yiaddr", ack.yiaddr());
    return report;
  }
}
