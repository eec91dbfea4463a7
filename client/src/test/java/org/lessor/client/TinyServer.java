package org.lessor.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.lessor.transport.Endpoint;
import org.lessor.transport.InboundBatch;
import org.lessor.transport.OutboundBatch;
import org.lessor.transport.OutboundPacket;
import org.lessor.transport.PacketPort;
import org.lessor.wire.Authentication;
import org.lessor.wire.Bytes;
import org.lessor.wire.Decoded;
import org.lessor.wire.HardwareAddress;
import org.lessor.wire.Ipv4;
import org.lessor.wire.Message;
import org.lessor.wire.MessageEncoder;
import org.lessor.wire.MessageType;
import org.lessor.wire.Op;
import org.lessor.wire.StandardOptions;
import org.lessor.wire.Xid;

/// A DHCP server for tests: gives one address after the other, and remembers what it heard. It
/// works by any port, simulated or real.
final class TinyServer {
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final long IPV6_SECONDS = 1800;

  static final Ipv4 ADDRESS = Ipv4.of("192.0.2.1");

  /// What it does.
  enum Mood {
    SERVES,
    SILENT,
    REFUSES
  }

  private final PacketPort port;
  private final int interfaceIndex;
  private final InboundBatch inbound = new InboundBatch(8);
  private final OutboundBatch outbound = new OutboundBatch(1, 1472);
  private final List<Message> heard = new ArrayList<>();
  private final List<Ipv4> heardFrom = new ArrayList<>();
  private volatile Mood mood = Mood.SERVES;
  private volatile long leaseSeconds = 3600;
  private volatile boolean ipv6Preferred;
  private @Nullable Bytes nonce;
  private Ipv4 next = Ipv4.of("192.0.2.10");

  TinyServer(PacketPort port, int interfaceIndex) {
    this.port = port;
    this.interfaceIndex = interfaceIndex;
  }

  void feels(Mood changed) {
    mood = changed;
  }

  /// Tells clients from now on to do without IPv4 (RFC 8925).
  void prefersIpv6() {
    ipv6Preferred = true;
  }

  void leases(long seconds) {
    leaseSeconds = seconds;
  }

  /// The types of what it heard, in order.
  synchronized List<MessageType> heardTypes() {
    return heard.stream().map(message -> message.messageType().orElseThrow()).toList();
  }

  /// The last message of this type, and the IP source that it came from.
  synchronized Heard last(MessageType type) {
    for (int i = heard.size() - 1; i >= 0; i--) {
      if (heard.get(i).messageType().orElseThrow() == type) {
        return new Heard(heard.get(i), heardFrom.get(i));
      }
    }
    throw new AssertionError("no " + type + " in " + heardTypes());
  }

  /// As [#last], where another thread works the server: waits until it has heard one.
  synchronized Heard awaitLast(MessageType type) throws InterruptedException {
    long endNanos = System.nanoTime() + LIMIT_NANOS;
    long leftNanos = LIMIT_NANOS;
    while (!heardTypes().contains(type) && leftNanos > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, leftNanos);
      leftNanos = endNanos - System.nanoTime();
    }
    return last(type);
  }

  record Heard(Message message, Ipv4 source) {}

  void doWork() {
    int count = port.receive(inbound);
    for (int i = 0; i < count; i++) {
      var packet = inbound.packet(i);
      if (Message.decode(packet.payload()) instanceof Decoded.Ok(Message message)) {
        hear(message, packet.sourceAddress());
      }
    }
  }

  private void hear(Message message, Ipv4 source) {
    synchronized (this) {
      heard.add(message);
      heardFrom.add(source);
      notifyAll();
    }
    if (mood == Mood.SILENT) {
      return;
    }
    switch (message.messageType().orElseThrow()) {
      case DHCPDISCOVER -> reply(message, MessageType.DHCPOFFER, next);
      case DHCPREQUEST -> {
        boolean ours =
            message
                .get(StandardOptions.DHCP_SERVER_IDENTIFIER)
                .filter(server -> !server.equals(ADDRESS))
                .isEmpty();
        if (mood == Mood.REFUSES) {
          reply(message, MessageType.DHCPNAK, Ipv4.UNSPECIFIED);
        } else if (ours) {
          Ipv4 own = message.ciaddr();
          reply(
              message,
              MessageType.DHCPACK,
              own.isUnspecified()
                  ? message.get(StandardOptions.DHCP_REQUESTED_ADDRESS).orElseThrow()
                  : own);
        }
      }
      case DHCPDECLINE -> next = next.plus(1);
      default -> {
        // RELEASE and the like have no answer.
      }
    }
  }

  /// Tells clients this nonce from now on, by which it can have them renew (RFC 6704).
  void knows(Bytes secret) {
    nonce = secret;
  }

  /// Has the client at `address` renew.
  void forceRenewal(Ipv4 address, HardwareAddress client, long counter) throws Exception {
    Message unsigned = forcing(client, counter, Bytes.of(new byte[16]));
    Mac mac = Mac.getInstance("HmacMD5");
    mac.init(new SecretKeySpec(Objects.requireNonNull(nonce).toArray(), "HmacMD5"));
    Message signed = forcing(client, counter, Bytes.of(mac.doFinal(unsigned.encode().toArray())));
    OutboundPacket packet = outbound.next();
    int length = MessageEncoder.encode(signed, packet.buffer(), 1472).length();
    packet.unicast(interfaceIndex, ADDRESS, new Endpoint(address, 68));
    outbound.add(length);
    port.send(outbound);
    outbound.clear();
  }

  private static Message forcing(HardwareAddress client, long counter, Bytes digest) {
    return Message.of(
        Op.BOOTREPLY,
        MessageType.DHCPFORCERENEW,
        new Xid(7),
        client,
        m ->
            m.option(
                StandardOptions.AUTHENTICATE,
                proof(counter, Bytes.ofUnsigned(Authentication.NONCE_DIGEST).plus(digest))));
  }

  private static Authentication proof(long counter, Bytes information) {
    return new Authentication(
        Authentication.FORCERENEW_NONCE, Authentication.HMAC_MD5, 0, counter, information);
  }

  /// Sends any bytes to a client.
  void say(byte[] bytes, HardwareAddress to) {
    OutboundPacket packet = outbound.next();
    System.arraycopy(bytes, 0, packet.buffer(), 0, bytes.length);
    packet.frame(interfaceIndex, ADDRESS, to, new Endpoint(Ipv4.BROADCAST, 68));
    outbound.add(bytes.length);
    port.send(outbound);
    outbound.clear();
  }

  private void reply(Message to, MessageType type, Ipv4 address) {
    Message message =
        Message.of(
            Op.BOOTREPLY,
            type,
            to.xid(),
            to.chaddr(),
            m -> {
              m.option(StandardOptions.DHCP_SERVER_IDENTIFIER, ADDRESS);
              if (ipv6Preferred) {
                m.option(StandardOptions.V6_ONLY_PREFERRED, IPV6_SECONDS);
              }
              if (type != MessageType.DHCPNAK) {
                m.yiaddr(address)
                    .option(StandardOptions.DHCP_LEASE_TIME, leaseSeconds)
                    .option(StandardOptions.SUBNET_MASK, Ipv4.of("255.255.255.0"))
                    .option(StandardOptions.ROUTERS, List.of(ADDRESS))
                    .option(StandardOptions.DOMAIN_NAME_SERVERS, List.of(ADDRESS))
                    .option(StandardOptions.DOMAIN_NAME, "example.org")
                    .option(26, Bytes.ofUint16(1400));
                Bytes secret = nonce;
                if (secret != null && to.has(StandardOptions.FORCERENEW_NONCE_CAPABLE)) {
                  Bytes told = Bytes.ofUnsigned(Authentication.NONCE_VALUE).plus(secret);
                  m.option(StandardOptions.AUTHENTICATE, proof(1, told));
                }
              }
              return m;
            });
    OutboundPacket packet = outbound.next();
    int length = MessageEncoder.encode(message, packet.buffer(), 1472).length();
    if (to.ciaddr().isUnspecified() || type == MessageType.DHCPNAK) {
      Ipv4 destination = address.isUnspecified() ? Ipv4.BROADCAST : address;
      packet.frame(interfaceIndex, ADDRESS, to.chaddr(), new Endpoint(destination, 68));
    } else {
      packet.unicast(interfaceIndex, ADDRESS, new Endpoint(to.ciaddr(), 68));
    }
    outbound.add(length);
    port.send(outbound);
    outbound.clear();
  }
}
