package org.lessor.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The arrays that millions of clients live in, against the collections that they stand for.
final class TablesTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 512, 40_000})
  void holdersOfAddressesAreAsInAMap(int expected) {
    SplittableRandom random = new SplittableRandom(11);
    AddressHolders holders = new AddressHolders(expected);
    Map<Integer, Integer> model = new HashMap<>();
    for (int i = 0; i < 200_000; i++) {
      int address = 0x0a000001 + random.nextInt(30_000);
      int client = random.nextInt(-1, 1000);
      holders.put(address, client);
      model.put(address, client);
    }
    for (int address = 0x0a000000; address < 0x0a000000 + 31_000; address++) {
      assertThat(holders.holder(address))
          .isEqualTo(model.getOrDefault(address, AddressHolders.NOBODY));
    }
  }

  @Test
  void answersFindTheirExchangeUntilItEnds() {
    FlightTable flights = new FlightTable(3, 0x5eed);
    int slot = flights.open(17, ExchangeKind.RENEW, 0);
    flights.sent(slot, Step.RENEW, 0);
    int xid = flights.xid(slot);
    assertThat(flights.find(xid)).isEqualTo(slot);
    flights.close(slot);
    assertThat(flights.find(xid)).isEqualTo(FlightTable.NONE);

    // All slots are used again: the old answer belongs to none of them.
    for (int i = 0; i < 3; i++) {
      flights.sent(flights.open(i, ExchangeKind.RENEW, 0), Step.RENEW, 0);
    }
    assertThat(flights.full()).isTrue();
    assertThat(flights.find(xid)).isEqualTo(FlightTable.NONE);
  }

  @Test
  void exchangesAreOverdueInTheOrderOfTheirLastMessages() {
    FlightTable flights = new FlightTable(8, 0);
    int first = flights.open(1, ExchangeKind.FOUR_MESSAGES, 0);
    flights.sent(first, Step.DISCOVER, 10);
    int second = flights.open(2, ExchangeKind.FOUR_MESSAGES, 0);
    flights.sent(second, Step.DISCOVER, 20);
    int third = flights.open(3, ExchangeKind.FOUR_MESSAGES, 0);
    flights.sent(third, Step.DISCOVER, 30);
    flights.sent(first, Step.REQUEST, 40);

    assertThat(flights.oldest()).isEqualTo(second);
    flights.close(third);
    flights.close(second);
    assertThat(flights.oldest()).isEqualTo(first);
    flights.close(first);
    assertThat(flights.oldest()).isEqualTo(FlightTable.NONE);
    assertThat(flights.count()).isZero();
  }

  @Test
  void takesBoundClientsInTurnAndNoneTwiceAtATime() {
    ClientTable clients = new ClientTable(4);
    clients.bind(1, 0x0a000001, 9, 0, 100);
    clients.bind(3, 0x0a000003, 9, 0, 100);
    int one = clients.takeBound();
    int other = clients.takeBound();
    assertThat(new int[] {one, other}).containsExactlyInAnyOrder(1, 3);
    assertThat(clients.takeBound()).isEqualTo(ClientTable.NONE);
    clients.free(3);
    assertThat(clients.takeBound()).isEqualTo(3);
    clients.unbind(3);
    clients.free(3);
    assertThat(clients.takeBound()).isEqualTo(ClientTable.NONE);
    assertThat(clients.boundCount()).isEqualTo(1);
  }

  @Test
  void eachBoundClientHasItsTurnButNotBesideItsNeighbour() {
    int count = 1_000;
    ClientTable clients = new ClientTable(count);
    for (int client = 0; client < count; client++) {
      clients.bind(client, 0x0a000000 + client, 9, 0, 100);
    }
    Set<Integer> taken = new HashSet<>();
    int neighbours = 0;
    int last = ClientTable.NONE;
    for (int i = 0; i < count; i++) {
      int client = clients.takeBound();
      clients.free(client);
      taken.add(client);
      neighbours += Math.abs(client - last) == 1 ? 1 : 0;
      last = client;
    }
    assertThat(taken).hasSize(count);
    assertThat(neighbours).isZero();
  }

  @Test
  void namesTheOtherHolderWhileItsLeaseLasts() {
    ClientTable clients = new ClientTable(3);
    assertThat(clients.bind(0, 0x0a000001, 9, 0, 100)).isEqualTo(ClientTable.NONE);
    assertThat(clients.bind(0, 0x0a000001, 9, 50, 100)).isEqualTo(ClientTable.NONE);
    assertThat(clients.bind(1, 0x0a000001, 9, 149, 100)).isZero();
    assertThat(clients.bind(2, 0x0a000001, 9, 249, 100)).isEqualTo(ClientTable.NONE);
  }
}
