package org.lessor.load;

import java.util.Arrays;

/// What each simulated client remembers: arrays of numbers instead of objects, 25 bytes a client
/// and as much again for [AddressHolders].
///
/// Clients count from 0. Used by one thread at a time.
final class ClientTable {
  /// What searches return where there is no such client.
  static final int NONE = -1;

  /// The most busy clients that a search passes before it gives up for now.
  private static final int MOST_PASSED = 4096;

  /// A prime, so that steps of it pass through any number of clients but its multiples.
  private static final int STRIDE = 7_368_787;

  private final boolean[] busy;
  private final int[] address;
  private final int[] server;
  private final long[] expiresNanos;

  /// Clients with a lease, in no order, and where each stands among them.
  private final int[] bound;

  private final int[] boundAt;
  private int boundCount;

  private final AddressHolders holders;
  private int nextAny;
  private int nextBound;

  ClientTable(int count) {
    busy = new boolean[count];
    address = new int[count];
    server = new int[count];
    expiresNanos = new long[count];
    bound = new int[count];
    boundAt = new int[count];
    Arrays.fill(boundAt, NONE);
    holders = new AddressHolders(count);
  }

  int boundCount() {
    return boundCount;
  }

  /// One of those that hold a lease, `index` from 0 to [#boundCount] - 1.
  int bound(int index) {
    return bound[index];
  }

  int address(int client) {
    return address[client];
  }

  int server(int client) {
    return server[client];
  }

  /// Makes the next client busy, in turn, that is not; [#NONE] where the search gave up.
  int takeAny() {
    for (int passed = 0; passed < Math.min(busy.length, MOST_PASSED); passed++) {
      int client = nextAny;
      nextAny = client + 1 == busy.length ? 0 : client + 1;
      if (!busy[client]) {
        busy[client] = true;
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
      nextBound = (nextBound + step) % boundCount;
      int client = bound[nextBound];
      if (!busy[client]) {
        busy[client] = true;
        return client;
      }
    }
    return NONE;
  }

  /// Makes the next client busy, in turn, that holds no lease; [#NONE] where the search gave up.
  int takeUnbound() {
    for (int passed = 0; passed < Math.min(busy.length, MOST_PASSED); passed++) {
      int client = nextAny;
      nextAny = client + 1 == busy.length ? 0 : client + 1;
      if (!busy[client] && boundAt[client] == NONE) {
        busy[client] = true;
        return client;
      }
    }
    return NONE;
  }

  void free(int client) {
    busy[client] = false;
  }

  /// Notes that the server acknowledged an address to a client. Returns another client that holds
  /// the same address at this time, or [#NONE].
  int bind(int client, int newAddress, int newServer, long nowNanos, long leaseNanos) {
    int other = holders.holder(newAddress);
    boolean twice =
        other != AddressHolders.NOBODY
            && other != client
            && address[other] == newAddress
            && holdsLease(other, nowNanos);
    if (address[client] != newAddress) {
      unbind(client);
    }
    if (boundAt[client] == NONE) {
      boundAt[client] = boundCount;
      bound[boundCount++] = client;
    }
    address[client] = newAddress;
    server[client] = newServer;
    expiresNanos[client] = nowNanos + leaseNanos;
    holders.put(newAddress, client);
    return twice ? other : NONE;
  }

  /// Whether the client's lease, if it has one, has not ended.
  boolean holdsLease(int client, long nowNanos) {
    return boundAt[client] != NONE && expiresNanos[client] - nowNanos > 0;
  }

  /// Makes a client forget its lease, if it has one.
  void unbind(int client) {
    int place = boundAt[client];
    if (place == NONE) {
      return;
    }
    int last = bound[--boundCount];
    bound[place] = last;
    boundAt[last] = place;
    boundAt[client] = NONE;
    if (holders.holder(address[client]) == client) {
      holders.put(address[client], AddressHolders.NOBODY);
    }
    address[client] = 0;
  }
}
