package org.lessor.config;

import java.util.Collection;
import java.util.List;

/// Finds the word that was probably meant.
final class Spelling {
  private Spelling() {}

  /// The candidate with the fewest edits from `word`, at most a third of its letters; empty where
  /// none is near.
  static String nearest(String word, Collection<String> candidates) {
    String best = "";
    int bestDistance = Math.max(1, word.length() / 3) + 1;
    for (String candidate : List.copyOf(candidates).stream().sorted().toList()) {
      int distance = distance(word, candidate);
      if (distance < bestDistance) {
        bestDistance = distance;
        best = candidate;
      }
    }
    return best;
  }

  /// Letters to insert, delete, replace or swap with their neighbour.
  private static int distance(String a, String b) {
    int[][] rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          rows[i][j] = i + j;
          continue;
        }
        int replace = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        rows[i][j] = Math.min(replace, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
        }
      }
    }
    return rows[a.length()][b.length()];
  }
}
