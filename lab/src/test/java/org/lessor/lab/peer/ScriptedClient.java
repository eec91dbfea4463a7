package org.lessor.lab.peer;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.lessor.lab.capture.Capture;
import org.lessor.lab.capture.Frame;
import org.lessor.lab.capture.FrameSender;
import org.lessor.lab.capture.UdpFrame;
import org.lessor.lab.net.Link;
import org.lessor.wire.Bytes;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// A client that sends what a test tells it to, a frame at a time, and configures nothing. Any
/// number of them, each with a hardware address of its own, may share a link. One thread at a time
/// may use it.
public final class ScriptedClient {
  /// How long a reply may take.
  private static final Duration LIMIT = Duration.ofSeconds(20);

  /// Subnet mask, routers, name servers, lease time.
  private static final Bytes WANTED = Bytes.ofUnsigned(1, 3, 6, 51);

  private final Capture capture;
  private final FrameSender sender;
  private final HardwareAddress hardwareAddress;
  private final AtomicInteger lastXid; // of all on the link

  private ScriptedClient(
      Capture capture, FrameSender sender, HardwareAddress hardwareAddress, AtomicInteger lastXid) {
    this.capture = capture;
    this.sender = sender;
    this.hardwareAddress = hardwareAddress;
    this.lastXid = lastXid;
  }

  /// A client on `link`, by the link's own hardware address.
  public static ScriptedClient on(Link link) {
    return new ScriptedClient(
        Capture.on(link), FrameSender.on(link), link.hardwareAddress(), new AtomicInteger());
  }

  /// Another client on the same link, by the hardware address `02:00:00:ff:NN:NN`.
  ///
  /// @param number 0 to 65535
  public ScriptedClient neighbour(int number) {
    return withHardwareAddress(
        HardwareAddress.ethernet("02:00:00:ff:%02x:%02x".formatted(number >> 8, number & 0xff)));
  }

  /// Another client on the same link, by this hardware address.
  public ScriptedClient withHardwareAddress(HardwareAddress address) {
    return new ScriptedClient(capture, sender, address, lastXid);
  }

  /// Its hardware address.
  public HardwareAddress hardwareAddress() {
    return hardwareAddress;
  }

  /// What crosses its link.
  public Capture capture() {
    return capture;
  }

  /// A message of this client with a new transaction id.
  public Message message(MessageType type, UnaryOperator<Message.Builder> changes) {
    return Message.of(
        Op.BOOTREQUEST, type, new Xid(lastXid.incrementAndGet()), hardwareAddress, changes);
  }

  /// Sends any bytes as a client without an address does.
  public void broadcast(Bytes payload) {
    sender.send(UdpFrame.broadcast(hardwareAddress, payload).encode());
  }

  /// Sends a message as a client without an address does, and returns it.
  public Message broadcast(Message message) {
    broadcast(message.encode());
    return message;
  }

  /// Sends a message to a server by unicast, as a client that has the address `ciaddr`.
  public Message unicast(Message message, HardwareAddress next, Ipv4 server) {
    UdpFrame frame =
        new UdpFrame(hardwareAddress, next, message.ciaddr(), 68, server, 67, message.encode());
    sender.send(frame.encode());
    return message;
  }

  /// Waits for the reply to `message`; the first one where there are several.
  public Frame awaitReply(Message message) {
    return capture.await(
        frame ->
            frame
                .dhcp()
                .filter(reply -> reply.op() == Op.BOOTREPLY && reply.xid().equals(message.xid()))
                .isPresent(),
        LIMIT);
  }

  /// Sends a message by broadcast and returns the reply to it.
  public Message ask(MessageType type, UnaryOperator<Message.Builder> changes) {
    return reply(broadcast(message(type, changes)));
  }

  private Message reply(Message message) {
    return awaitReply(message).dhcp().orElseThrow();
  }

  /// Sends DHCPDISCOVER and returns the first answer.
  public Message discovers() {
    return ask(
        MessageType.DHCPDISCOVER,
        m -> m.option(StandardOptions.DHCP_PARAMETER_REQUEST_LIST, WANTED));
  }

  /// Sends the DHCPREQUEST that takes this offer and returns the answer.
  public Message selects(Message offer) {
    return reply(requests(offer));
  }

  /// Sends the DHCPREQUEST that takes this offer, waits for nothing, and returns it.
  public Message requests(Message offer) {
    return broadcast(
        message(
            MessageType.DHCPREQUEST,
            m ->
                m.option(StandardOptions.DHCP_REQUESTED_ADDRESS, offer.yiaddr())
                    .option(StandardOptions.DHCP_SERVER_IDENTIFIER, server(offer))
                    .option(StandardOptions.DHCP_PARAMETER_REQUEST_LIST, WANTED)));
  }

  /// Obtains a lease in four steps, and returns the DHCPACK.
  public Message obtains() {
    Message answer = selects(discovers());
    if (answer.messageType().filter(MessageType.DHCPACK::equals).isEmpty()) {
      throw new AssertionError("no DHCPACK but " + answer);
    }
    return answer;
  }

  /// The server identifier of a reply.
  public static Ipv4 server(Message reply) {
    return reply.get(StandardOptions.DHCP_SERVER_IDENTIFIER).orElseThrow();
  }
}
