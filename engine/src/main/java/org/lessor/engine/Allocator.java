package org.lessor.engine;

/// By what rule a pool chooses among the addresses that it can give (Kea: allocator). Each takes
/// the same time whatever the fill of the pool.
///
/// An address without a record goes before one whose former client may still come back for it, so
/// that clients keep their addresses while there are others.
public enum Allocator {
  /// In turn: the next address without a record behind the one given last, and from the first again
  /// behind the last; then the address whose lease ended longest ago.
  ITERATIVE,
  /// At random, each with the same chance, so that nobody can tell from one address what the next
  /// will be: among the addresses without a record, then among those whose lease has ended.
  RANDOM,
  /// Least recently used first (Kea: flq): addresses never used since the server has started; then
  /// those whose record went longest ago; then those whose lease ended longest ago.
  FREE_LEASE_QUEUE
}
