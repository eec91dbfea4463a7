package org.lessor.load;

/// What each simulated client remembers: rows of numbers instead of objects, 28 bytes a client and
/// at least 16 more for [AddressHolders].
///
/// Clients count from 0. Used by one thread at a time.
final class ClientTable {
  /// What searches return where there is no such client.
  static final int NONE = -1;

  /// The most busy clients that a search passes before it gives up for now.
  private static final int MOST_PASSED = 4096;

  /// A prime, so that steps of it pass through any number of clients but its multiples.
  private static final int STRIDE = 7_368_787;

  /// How many clients are read for at once, so that the processor waits for the memory of all of
  /// them together.
  private static final int READ_AHEAD = 64;

  // A row: address and server; when the lease ends; where the client stands among those with a
  // lease, plus one, or 0 without a lease, and whether it is busy.
  private static final int ROW_LONGS = 3;
  private static final int ADDRESSES = 0;
  private static final int EXPIRES_NANOS = 1;
  private static final int STATE = 2;
  private static final long BUSY = 1L << Integer.SIZE;

  private final long[] rows;
  private final int count;

  /// Clients with a lease, in no order.
  private final int[] bound;

  private int boundCount;
  private final AddressHolders holders;
  private int nextAny;
  private int nextBound;
  private int readAhead;
  private long took;

  ClientTable(int count) {
    this.count = count;
    rows = new long[count * ROW_LONGS];
    bound = new int[count];
    holders = new AddressHolders(count);
  }

  private long get(int client, int field) {
    return rows[client * ROW_LONGS + field];
  }

  private void set(int client, int field, long value) {
    rows[client * ROW_LONGS + field] = value;
  }

  int boundCount() {
    return boundCount;
  }

  /// One of those that hold a lease, `index` from 0 to [#boundCount] - 1.
  int bound(int index) {
    return bound[index];
  }

  int address(int client) {
    return (int) (get(client, ADDRESSES) >>> Integer.SIZE);
  }

  int server(int client) {
    return (int) get(client, ADDRESSES);
  }

  /// Makes the next client busy, in turn, that is not; [#NONE] where the search gave up.
  int takeAny() {
    for (int passed = 0; passed < Math.min(count, MOST_PASSED); passed++) {
      int client = nextAny;
      nextAny = client + 1 == count ? 0 : client + 1;
      if (take(client)) {
        return client;
      }
    }
    return NONE;
  }

  /// As [#takeAny], of those that hold a lease. As long as none comes or goes each has its turn,
  /// but neighbours do not follow one another: a server should not find the next one where it has
  /// just looked.
  int takeBound() {
    int step = boundCount % STRIDE == 0 ? 1 : STRIDE;
    for (int passed = 0; passed < Math.min(boundCount, MOST_PASSED); passed++) {
      if (readAhead == 0) {
        readAhead(step);
      }
      readAhead--;
      nextBound = (nextBound + step) % boundCount;
      int client = bound[nextBound];
      if (take(client)) {
        return client;
      }
    }
    return NONE;
  }

  // Whose turn it will be lies in no cache of the processor where there are millions. Each loop is
  // short, so that it waits for the memory of several clients at once.
  private void readAhead(int step) {
    readAhead = READ_AHEAD;
    long sum = 0;
    for (int i = 1; i <= READ_AHEAD; i++) {
      sum += bound[inTurn(step, i)];
    }
    for (int i = 1; i <= READ_AHEAD; i++) {
      int client = bound[inTurn(step, i)];
      sum += get(client, ADDRESSES) + get(client, STATE);
    }
    for (int i = 1; i <= READ_AHEAD; i++) {
      sum += holders.peek(address(bound[inTurn(step, i)]));
    }
    took += sum;
  }

  /// The sum of what was read ahead; it means nothing. The compiler leaves out a read that nobody
  /// takes.
  long took() {
    return took;
  }

  private int inTurn(int step, int turns) {
    return (int) ((nextBound + (long) turns * step) % boundCount);
  }

  private boolean take(int client) {
    long state = get(client, STATE);
    if ((state & BUSY) != 0) {
      return false;
    }
    set(client, STATE, state | BUSY);
    return true;
  }

  void free(int client) {
    set(client, STATE, get(client, STATE) & ~BUSY);
  }

  /// Notes that the server acknowledged an address to a client. Returns another client that holds
  /// the same address at this time, or [#NONE].
  int bind(int client, int newAddress, int newServer, long nowNanos, long leaseNanos) {
    int other = holders.holder(newAddress);
    boolean twice =
        other != AddressHolders.NOBODY
            && other != client
            && address(other) == newAddress
            && holdsLease(other, nowNanos);
    if (address(client) != newAddress) {
      unbind(client);
    }
    if (!isBound(client)) {
      bound[boundCount] = client;
      place(client, boundCount++);
    }
    set(client, ADDRESSES, (long) newAddress << Integer.SIZE | Integer.toUnsignedLong(newServer));
    set(client, EXPIRES_NANOS, nowNanos + leaseNanos);
    holders.put(newAddress, client);
    return twice ? other : NONE;
  }

  /// The client that holds this address at this time, or [#NONE].
  int holder(int address, long nowNanos) {
    int client = address == 0 ? AddressHolders.NOBODY : holders.holder(address);
    return client != AddressHolders.NOBODY && holdsLease(client, nowNanos) ? client : NONE;
  }

  /// Whether the client's lease, if it has one, has not ended.
  boolean holdsLease(int client, long nowNanos) {
    return isBound(client) && get(client, EXPIRES_NANOS) - nowNanos > 0;
  }

  /// Makes a client forget its lease, if it has one.
  void unbind(int client) {
    if (!isBound(client)) {
      return;
    }
    int last = bound[--boundCount];
    int place = (int) get(client, STATE) - 1;
    bound[place] = last;
    place(last, place);
    place(client, NONE);
    if (holders.holder(address(client)) == client) {
      holders.put(address(client), AddressHolders.NOBODY);
    }
    set(client, ADDRESSES, 0);
  }

  private boolean isBound(int client) {
    return (int) get(client, STATE) != 0;
  }

  private void place(int client, int place) {
    set(client, STATE, (get(client, STATE) & BUSY) | (place + 1));
  }
}
