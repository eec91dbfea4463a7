package org.lessor.client.host;

import java.util.ArrayList;
import java.util.List;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Report;

/// What was done to the host.
///
/// @param done each change, such as `address 192.0.2.10/24 for 3600 s`
/// @param refused what was not done, and why
public record Changes(List<String> done, List<String> refused) {
  /// Nothing.
  public static final Changes NONE = new Changes(List.of(), List.of());

  /// Keeps immutable copies of the lists.
  public Changes {
    done = List.copyOf(done);
    refused = List.copyOf(refused);
  }

  /// These changes, then those.
  public Changes then(Changes more) {
    List<String> allDone = new ArrayList<>(done);
    allDone.addAll(more.done);
    List<String> allRefused = new ArrayList<>(refused);
    allRefused.addAll(more.refused);
    return new Changes(allDone, allRefused);
  }

  /// What was done, as a report.
  public Report told(Notice notice) {
    Report report = Report.of(notice);
    for (String change : done) {
      report = report.and("change", change);
    }
    return report;
  }
}
