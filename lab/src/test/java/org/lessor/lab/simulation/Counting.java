package org.lessor.lab.simulation;

import org.lessor.server.Statistic;
import org.lessor.server.Statistics;

/// Whether a server counts what it receives, once, and whether it breaks inside.
final class Counting {
  /// That no fault inside was caught, which the server survives by dropping the packet.
  void checkSound(ServerMachine machine, ServerProcess process) {
    if (process.statistics().value(Statistic.PKT4_PROCESSING_FAILED) > 0) {
      throw new Violation(
          Violation.Promise.SOUND, machine + " failed at a packet; its log says at which");
    }
  }

  /// That all that was received was answered, dropped or wanted no answer.
  void check(ServerMachine machine, ServerProcess process) {
    Statistics statistics = process.statistics();
    if (statistics.value(Statistic.PKT4_RECEIVED) < 0) {
      throw new Violation(Violation.Promise.COUNTED, machine.toString());
    }
  }
}
