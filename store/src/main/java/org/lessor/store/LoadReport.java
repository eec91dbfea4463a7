package org.lessor.store;

import java.util.List;
import java.util.Optional;
import org.lessor.wire.Ipv4;

/// What was found in the lease files at the start.
///
/// The lists name the first [#MAX_NAMED] of each kind.
///
/// @param files the files read, in this order
/// @param lines the number of lines in them, without headers
/// @param brokenLines how many of them were left out
/// @param broken the first of those
/// @param unreadable the file that lines were moved to, as they are, because they cannot be read
/// @param torn the last line of the current file, where it did not end in a newline
/// @param unknownColumns the columns of the current file that are not known, and dropped
/// @param movedLeases how often a line named another subnet than an earlier one for the same
///   address
/// @param moved the first of those
public record LoadReport(
    List<String> files,
    long lines,
    long brokenLines,
    List<BrokenLine> broken,
    Optional<String> unreadable,
    Optional<TornLine> torn,
    List<String> unknownColumns,
    long movedLeases,
    List<MovedLease> moved) {
  /// How many of each kind are named.
  public static final int MAX_NAMED = 100;

  /// Nothing was there.
  public static final LoadReport NOTHING =
      new LoadReport(
          List.of(), 0, 0, List.of(), Optional.empty(), Optional.empty(), List.of(), 0, List.of());

  /// Copies the lists.
  public LoadReport {
    files = List.copyOf(files);
    broken = List.copyOf(broken);
    unknownColumns = List.copyOf(unknownColumns);
    moved = List.copyOf(moved);
  }

  /// A line that is no lease.
  ///
  /// @param file the file's name
  /// @param line its number there; the header is 1
  /// @param reason what is wrong with it
  public record BrokenLine(String file, long line, String reason) {}

  /// A line that was not written to its end.
  ///
  /// @param file the file's name
  /// @param line its number there
  /// @param text the line; of a very long one its beginning
  /// @param complete whether nothing but the newline is missing, so that it was loaded; otherwise
  ///   it is cut off, as it cannot have been acknowledged
  public record TornLine(String file, long line, String text, boolean complete) {}

  /// A line that took a lease to another subnet.
  ///
  /// @param file the file's name
  /// @param line its number there
  /// @param address the address
  /// @param fromSubnetId the subnet that an earlier line named
  /// @param toSubnetId the subnet that this line names, which counts
  public record MovedLease(
      String file, long line, Ipv4 address, long fromSubnetId, long toSubnetId) {}
}
