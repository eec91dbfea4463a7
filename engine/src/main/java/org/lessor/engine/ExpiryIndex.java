package org.lessor.engine;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Rows by the second in which they end.
///
/// A tree over the seconds with 64 branches a level: the lowest level leads to a list of rows for
/// each second, linked through two fields of theirs. Branches that lead nowhere take no room, so
/// that a million leases that end within a day share a few thousand nodes. Adding, removing and
/// finding the next second cost seven steps at most, whatever the number of rows; nothing has to be
/// moved as time goes by, and a clock that steps back disturbs nothing.
///
/// Called only by [LeaseTable], which says what protects it.
final class ExpiryIndex {
  /// One past the highest second that can be told.
  static final long END = 1L << 40;

  private static final int TOP_SHIFT = 36;

  private static final class Node {
    /// Bit i is set where there is a branch i; the arrays hold only the branches there are.
    long branches;

    Node[] nodes = NO_NODES;
    int[] heads = NO_HEADS;

    int position(int branch) {
      return Long.bitCount(branches & ((1L << branch) - 1));
    }

    boolean has(int branch) {
      return (branches & (1L << branch)) != 0;
    }
  }

  private static final Node[] NO_NODES = new Node[0];
  private static final int[] NO_HEADS = new int[0];

  private final LeaseRows rows;
  private final Node root = new Node();
  private long earliest = Long.MAX_VALUE;
  private int count;

  /// An empty index whose lists run through the expiry fields of `rows`.
  ExpiryIndex(LeaseRows rows) {
    this.rows = rows;
  }

  /// The lowest second that a row ends in; [Long#MAX_VALUE] where there is no row.
  long earliest() {
    return earliest;
  }

  /// The number of rows.
  int count() {
    return count;
  }

  /// Adds a row that ends in `second`, 0 to [#END] - 1.
  void add(int slot, long second) {
    Node leaf = leafFor(second);
    int branch = (int) second & 63;
    int position = leaf.position(branch);
    if (leaf.has(branch)) {
      int head = leaf.heads[position];
      rows.set(slot, LeaseRows.EXPIRY_NEXT, head);
      rows.set(head - 1, LeaseRows.EXPIRY_PREVIOUS, slot + 1);
      leaf.heads[position] = slot + 1;
    } else {
      leaf.heads = inserted(leaf.heads, Long.bitCount(leaf.branches), position, slot + 1);
      leaf.branches |= 1L << branch;
    }
    earliest = Math.min(earliest, second);
    count++;
  }

  private Node leafFor(long second) {
    Node node = root;
    for (int shift = TOP_SHIFT; shift > 0; shift -= 6) {
      int branch = (int) (second >>> shift) & 63;
      int position = node.position(branch);
      if (!node.has(branch)) {
        node.nodes = inserted(node.nodes, Long.bitCount(node.branches), position, new Node());
        node.branches |= 1L << branch;
      }
      node = node.nodes[position];
    }
    return node;
  }

  private static int[] inserted(int[] array, int length, int position, int value) {
    int[] target = length < array.length ? array : Arrays.copyOf(array, roomFor(length));
    System.arraycopy(array, position, target, position + 1, length - position);
    target[position] = value;
    return target;
  }

  private static Node[] inserted(Node[] array, int length, int position, Node value) {
    Node[] target = length < array.length ? array : Arrays.copyOf(array, roomFor(length));
    System.arraycopy(array, position, target, position + 1, length - position);
    target[position] = value;
    return target;
  }

  private static int roomFor(int length) {
    return length == 0 ? 1 : Math.min(64, length * 2);
  }

  /// Reads from the rows on both sides of one; what it returns means nothing.
  int peek(int slot) {
    int next = rows.get(slot, LeaseRows.EXPIRY_NEXT);
    int previous = rows.get(slot, LeaseRows.EXPIRY_PREVIOUS);
    return (next == 0 ? 0 : rows.get(next - 1, LeaseRows.EXPIRY_PREVIOUS))
        + (previous == 0 ? 0 : rows.get(previous - 1, LeaseRows.EXPIRY_NEXT));
  }

  /// Removes a row that was added with `second`.
  void remove(int slot, long second) {
    int next = rows.get(slot, LeaseRows.EXPIRY_NEXT);
    int previous = rows.get(slot, LeaseRows.EXPIRY_PREVIOUS);
    if (next != 0) {
      rows.set(next - 1, LeaseRows.EXPIRY_PREVIOUS, previous);
    }
    if (previous != 0) {
      rows.set(previous - 1, LeaseRows.EXPIRY_NEXT, next);
    } else {
      setHead(second, next);
    }
    rows.set(slot, LeaseRows.EXPIRY_NEXT, 0);
    rows.set(slot, LeaseRows.EXPIRY_PREVIOUS, 0);
    count--;
  }

  private void setHead(long second, int head) {
    if (head != 0) {
      Node leaf = leafFor(second);
      leaf.heads[leaf.position((int) second & 63)] = head;
      return;
    }
    prune(root, TOP_SHIFT, second);
    if (second == earliest) {
      earliest = from(second + 1);
    }
  }

  /// Takes the branch of `second` away below `node`, and returns whether nothing is left of it.
  private static boolean prune(Node node, int shift, long second) {
    int branch = (int) (second >>> shift) & 63;
    int position = node.position(branch);
    int length = Long.bitCount(node.branches);
    if (shift > 0) {
      if (!prune(node.nodes[position], shift - 6, second)) {
        return false;
      }
      System.arraycopy(node.nodes, position + 1, node.nodes, position, length - position - 1);
      node.nodes = shrunk(node.nodes, length - 1);
    } else {
      System.arraycopy(node.heads, position + 1, node.heads, position, length - position - 1);
    }
    node.branches &= ~(1L << branch);
    return node.branches == 0;
  }

  // The copy also lets go of the node that was taken out.
  private static Node[] shrunk(Node[] array, int length) {
    return length == 0 ? NO_NODES : Arrays.copyOf(array, length);
  }

  /// The first row, plus one, that ends in `second`; 0 where none does. The others follow through
  /// the next field.
  int head(long second) {
    Node node = root;
    for (int shift = TOP_SHIFT; shift >= 0; shift -= 6) {
      int branch = (int) (second >>> shift) & 63;
      if (!node.has(branch)) {
        return 0;
      }
      int position = node.position(branch);
      if (shift == 0) {
        return node.heads[position];
      }
      node = node.nodes[position];
    }
    throw new AssertionError("a leaf above the lowest level");
  }

  /// The records of rows that end in `lastSecond` or before, ascending, at most `limit`.
  List<Lease> through(long lastSecond, int limit, LeaseRecords records) {
    List<Lease> found = new ArrayList<>();
    for (long second = earliest;
        second <= lastSecond && second != Long.MAX_VALUE && found.size() < limit;
        second = from(second + 1)) {
      int link = head(second);
      while (link != 0 && found.size() < limit) {
        found.add(records.read(link - 1));
        link = rows.get(link - 1, LeaseRows.EXPIRY_NEXT);
      }
    }
    return found;
  }

  /// The lowest second not below `second` that a row ends in; [Long#MAX_VALUE] where none does.
  long from(long second) {
    return second >= END ? Long.MAX_VALUE : from(root, TOP_SHIFT, Math.max(0, second), 0);
  }

  private static long from(Node node, int shift, long second, long prefix) {
    int branch = (int) (second >>> shift) & 63;
    if (node.has(branch)) {
      long here = prefix | ((long) branch << shift);
      long found =
          shift == 0 ? here : from(node.nodes[node.position(branch)], shift - 6, second, here);
      if (found != Long.MAX_VALUE) {
        return found;
      }
    }
    long above = branch == 63 ? 0 : node.branches & (-1L << (branch + 1));
    if (above == 0) {
      return Long.MAX_VALUE;
    }
    int higher = Long.numberOfTrailingZeros(above);
    long there = prefix | ((long) higher << shift);
    return shift == 0 ? there : lowest(node.nodes[node.position(higher)], shift - 6, there);
  }

  private static long lowest(Node node, int shift, long prefix) {
    Node at = node;
    long second = prefix;
    for (int level = shift; level >= 0; level -= 6) {
      second |= (long) Long.numberOfTrailingZeros(at.branches) << level;
      if (level > 0) {
        at = at.nodes[0];
      }
    }
    return second;
  }
}
