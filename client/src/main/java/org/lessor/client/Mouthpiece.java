package org.lessor.client;

import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lessor.client.ClientWorker.Parts;
import org.lessor.client.machine.ClientProfile;
import org.lessor.client.machine.Effect;
import org.lessor.client.machine.Extension;
import org.lessor.client.machine.Notice;
import org.lessor.client.machine.Past;
import org.lessor.client.machine.Report;
import org.lessor.client.machine.State;
import org.lessor.linux.Errno;
import org.lessor.transport.ArpPacket;
import org.lessor.transport.Endpoint;
import org.lessor.transport.InboundPacket;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.OutboundPacket;
import org.lessor.transport.TracedPacket;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageEncoder;
import org.lessor.wire.StandardOptions;

/// Sends for one client, and has its port listen where answers come: on the link without an address
/// or while another is sought, at the address while a lease is in use.
final class Mouthpiece {
  private final Parts parts;
  private final Consumer<Report> told;
  private final OutboundBatch outbound;
  private final int maxPayload;
  private @Nullable Ipv4 listensAt;
  private @Nullable Ipv4 refusedAt;
  private boolean listensToArp;
  private HardwareAddress nextHop = TracedPacket.EVERYONE;
  private Ipv4 nextHopServer = Ipv4.UNSPECIFIED;

  Mouthpiece(Parts parts, Consumer<Report> told) {
    this.parts = parts;
    this.told = told;
    this.maxPayload = parts.machine().profile().maxMessageSize() - MessageEncoder.IP_UDP_HEADERS;
    this.outbound = new OutboundBatch(1, maxPayload);
  }

  /// Remembers by which link address a server, or the relay before it, is reached.
  void heardFrom(DhcpMessage message, InboundPacket packet) {
    var hardware = packet.sourceHardwareAddress();
    var server = message.get(StandardOptions.DHCP_SERVER_IDENTIFIER);
    if (hardware.isPresent() && server.isPresent()) {
      nextHop = hardware.get();
      nextHopServer = server.get();
    }
  }

  /// Whether an ARP packet that claims the address in use is of this host itself: Linux answers on
  /// each interface for the addresses of all of them, and asks in their name. That is no conflict
  /// (RFC 5227 section 2.4: hardware addresses of "any of the host's own interfaces").
  boolean isOwnWord(ArpPacket packet, State state) {
    return state.addressInUse().filter(packet.sender()::equals).isPresent()
        && parts.own().test(packet.senderHardware());
  }

  // Listening.

  /// Listens as `state` needs it. Does nothing where that is so already.
  void listenFor(State state) throws IOException {
    switch (state) {
      // Nothing is to be heard any more, and a socket that was opened now would only be closed: for
      // each that is on the link, the kernel takes ten milliseconds for that.
      case State.Halted _ -> ignoreArp();
      case State.Seeking seeking -> {
        listenOnLink();
        Past past = seeking.past();
        if (seeking instanceof State.Probing || past.kept() != null || past.linkLocal() != null) {
          listenToArp();
        } else {
          ignoreArp();
        }
      }
      case State.Holding holding -> {
        listenAt(holding.tenure().lease().address());
        listenToArp();
      }
      case State.Releasing releasing -> listenAt(releasing.lease().address());
    }
  }

  private void listenOnLink() throws IOException {
    if (listensAt != null) {
      parts.port().listenOnLink();
      listensAt = null;
    }
    refusedAt = null;
  }

  /// Where the UDP port cannot be had, frames do as well: the address is the same to the server.
  private void listenAt(Ipv4 address) {
    if (address.equals(listensAt) || address.equals(refusedAt)) {
      return;
    }
    try {
      parts.port().listenAt(address);
      listensAt = address;
    } catch (IOException failure) {
      refusedAt = address;
      String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      told.accept(Report.of(Notice.PORT_TAKEN).and("address", address).and("reason", reason));
    }
  }

  private void listenToArp() throws IOException {
    ClientProfile profile = parts.machine().profile();
    boolean wanted = profile.probing().enabled() || profile.does(Extension.LINK_LOCAL);
    if (!listensToArp && wanted) {
      parts.port().listenToArp();
      listensToArp = true;
    }
  }

  private void ignoreArp() {
    if (listensToArp) {
      parts.port().ignoreArp();
      listensToArp = false;
    }
  }

  // Sending. The answer may come at once, so the port listens for the next state beforehand.

  void send(Effect.Broadcast broadcast, State next) throws IOException {
    listenFor(next);
    OutboundPacket packet = outbound.next();
    packet.frame(
        parts.interfaceIndex(),
        broadcast.source(),
        TracedPacket.EVERYONE,
        new Endpoint(Ipv4.BROADCAST, parts.serverPort()));
    send(packet, broadcast.message());
  }

  /// By the kernel, or by a frame where it has no port, address or route for it.
  void send(Effect.Unicast unicast, State next) throws IOException {
    listenFor(next);
    Message message = unicast.message();
    Endpoint server = new Endpoint(unicast.destination(), parts.serverPort());
    if (unicast.source().equals(listensAt)) {
      OutboundPacket packet = outbound.next();
      packet.unicast(parts.interfaceIndex(), unicast.source(), server);
      if (attempt(packet, message) == 0) {
        return;
      }
    }
    HardwareAddress hop =
        nextHopServer.equals(unicast.destination()) ? nextHop : TracedPacket.EVERYONE;
    OutboundPacket packet = outbound.next();
    packet.frame(parts.interfaceIndex(), unicast.source(), hop, server);
    send(packet, message);
  }

  private void send(OutboundPacket packet, Message message) {
    int errno = attempt(packet, message);
    if (errno != 0) {
      told.accept(
          Report.of(Notice.NOT_SENT)
              .and("xid", message.xid())
              .and("type", message.messageType().orElseThrow())
              .and("reason", Errno.describe(errno)));
    }
  }

  /// Sends one packet; returns 0, or the kernel's error number.
  private int attempt(OutboundPacket packet, Message message) {
    var encoded = MessageEncoder.encode(message, packet.buffer(), maxPayload);
    outbound.add(encoded.length());
    parts.port().send(outbound);
    int errno = packet.errno();
    outbound.clear();
    if (errno == 0 && !encoded.omitted().isEmpty()) {
      told.accept(
          Report.of(Notice.NOT_SENT)
              .and("xid", message.xid())
              .and("type", message.messageType().orElseThrow())
              .and("options", encoded.omitted())
              .and("reason", "no room for them in one packet"));
    }
    return errno;
  }

  void probe(Ipv4 address) throws IOException {
    listenToArp();
    send(ArpPacket.probe(hardware(), address));
  }

  void announce(Ipv4 address) {
    send(ArpPacket.announcement(hardware(), address));
  }

  private HardwareAddress hardware() {
    return parts.machine().profile().chaddr();
  }

  private void send(ArpPacket packet) {
    int errno = parts.port().sendArp(packet);
    if (errno != 0) {
      told.accept(
          Report.of(Notice.NOT_SENT)
              .and("type", "ARP")
              .and("address", packet.target())
              .and("reason", Errno.describe(errno)));
    }
  }
}
