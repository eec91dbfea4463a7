package org.lessor.engine;

import java.util.Optional;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.StationAddress;

/// Where a reply goes (RFC 2131 section 4.1).
public sealed interface Delivery {
  /// The UDP port of servers and relay agents.
  int SERVER_PORT = 67;

  /// The UDP port of clients.
  int CLIENT_PORT = 68;

  /// To the relay agent that passed the request on.
  ///
  /// @param giaddr its address
  /// @param port its UDP port
  record ToRelay(Ipv4 giaddr, int port) implements Delivery {}

  /// By IP to a client that has configured its address, port 68.
  ///
  /// @param address that address
  record ToAddress(Ipv4 address) implements Delivery {}

  /// To a client that does not answer ARP yet, port 68, on the link where the request came in.
  ///
  /// @param station its link-layer address: the destination of the frame
  /// @param yiaddr the address that it is being given: the destination of the datagram
  record ToLink(StationAddress station, Ipv4 yiaddr) implements Delivery {}

  /// To 255.255.255.255, port 68, on the link where the request came in.
  record Broadcast() implements Delivery {}

  /// Where `reply` to `request` goes.
  static Delivery of(Message reply, DhcpMessage request, Reception reception) {
    if (request.messageType().filter(MessageType.DHCPINFORM::equals).isPresent()) {
      return ofInform(request, reception);
    }
    if (!request.giaddr().isUnspecified()) {
      return toRelay(request, reception);
    }
    if (reply.messageType().filter(MessageType.DHCPNAK::equals).isPresent()) {
      return new Broadcast();
    }
    if (!request.ciaddr().isUnspecified()) {
      return new ToAddress(request.ciaddr());
    }
    Optional<StationAddress> station = StationAddress.of(request.chaddr());
    return request.broadcast() || reply.yiaddr().isUnspecified() || station.isEmpty()
        ? new Broadcast()
        : new ToLink(station.get(), reply.yiaddr());
  }

  /// RFC 2131 section 4.3.5: to the client's address. Where it does not tell that, the relay agent
  /// must broadcast the reply, or the address that the request came from is it.
  private static Delivery ofInform(DhcpMessage request, Reception reception) {
    if (!request.ciaddr().isUnspecified()) {
      return new ToAddress(request.ciaddr());
    }
    return request.giaddr().isUnspecified()
        ? new ToAddress(reception.source())
        : toRelay(request, reception);
  }

  private static Delivery toRelay(DhcpMessage request, Reception reception) {
    int port = RelayAgent.of(request).ownPort() ? reception.sourcePort() : SERVER_PORT;
    return new ToRelay(request.giaddr(), port);
  }
}
