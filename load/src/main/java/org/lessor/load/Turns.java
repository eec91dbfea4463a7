package org.lessor.load;

import java.util.ArrayList;
import java.util.List;

/// Says which kind of exchange is next, so that any stretch of turns has the proportions of the mix
/// as nearly as whole exchanges can (smooth weighted round robin). Used by one thread at a time.
final class Turns {
  private static final class Share {
    final ExchangeKind kind;
    final double weight;
    double credit;

    Share(ExchangeKind kind, double weight) {
      this.kind = kind;
      this.weight = weight;
    }
  }

  private final List<Share> shares = new ArrayList<>();
  private final double total;
  private Share last;

  Turns(Mix mix) {
    double sum = 0;
    for (ExchangeKind kind : ExchangeKind.values()) {
      if (mix.weight(kind) > 0) {
        shares.add(new Share(kind, mix.weight(kind)));
        sum += mix.weight(kind);
      }
    }
    total = sum;
    last = shares.getFirst();
  }

  ExchangeKind next() {
    Share best = shares.getFirst();
    for (int i = 0; i < shares.size(); i++) {
      Share share = shares.get(i);
      share.credit += share.weight;
      if (share.credit > best.credit) {
        best = share;
      }
    }
    best.credit -= total;
    last = best;
    return best.kind;
  }

  /// Undoes the last [#next].
  void giveBack() {
    for (Share share : shares) {
      share.credit -= share.weight;
    }
    last.credit += total;
  }
}
