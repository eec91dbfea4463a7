package org.lessor.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import java.util.function.UnaryOperator;

/// A DHCPv4 message as an immutable value (RFC 2131 section 2).
///
/// @param op the direction
/// @param hops relay agents passed, 0 to 255
/// @param xid the transaction id
/// @param secs seconds since the client began, 0 to 65535
/// @param flags 0 to 65535; the top bit asks for broadcast replies
/// @param ciaddr the client's own address
/// @param yiaddr the address given to the client
/// @param siaddr the next server of the bootstrap
/// @param giaddr the relay agent's address
/// @param chaddr `htype`, `hlen` and `chaddr` as one value
/// @param sname server host name, at most 64 bytes, cut at its first zero
/// @param file boot file name, at most 128 bytes, cut at its first zero
/// @param options all options, joined, without 0, 52 and 255
public record Message(
    Op op,
    int hops,
    Xid xid,
    int secs,
    int flags,
    Ipv4 ciaddr,
    Ipv4 yiaddr,
    Ipv4 siaddr,
    Ipv4 giaddr,
    HardwareAddress chaddr,
    Bytes sname,
    Bytes file,
    Options options)
    implements DhcpMessage {

  /// Throws [IllegalArgumentException] if a number or a length is out of its field's range.
  public Message {
    requireRange("hops", hops, 0xff);
    requireRange("secs", secs, 0xffff);
    requireRange("flags", flags, 0xffff);
    requireRange("length of sname", sname.length(), Layout.SNAME_SIZE);
    requireRange("length of file", file.length(), Layout.FILE_SIZE);
    sname = sname.beforeZero();
    file = file.beforeZero();
  }

  private static void requireRange(String field, int value, int limit) {
    if (value < 0 || value > limit) {
      throw new IllegalArgumentException(field + " out of range 0.." + limit + ": " + value);
    }
  }

  /// Reads `length` bytes of `buffer` from `offset` (a UDP payload). Never throws for what the
  /// bytes hold.
  public static Decoded decode(byte[] buffer, int offset, int length) {
    MessageView view = new MessageView();
    MalformedReason reason = view.wrap(buffer, offset, length);
    return reason == null
        ? new Decoded.Ok(view.toMessage())
        : new Decoded.Malformed(reason, view.malformedOffset());
  }

  /// Reads a UDP payload. Never throws for what the bytes hold.
  public static Decoded decode(Bytes payload) {
    return decode(payload.toArray(), 0, payload.length());
  }

  /// The same message as a value.
  public static Message copyOf(DhcpMessage message) {
    if (message instanceof Message value) {
      return value;
    }
    List<Option> options = new ArrayList<>();
    message.forEachOption((value, code) -> options.add(new Option(code, value)));
    return new Message(
        message.op(),
        message.hops(),
        message.xid(),
        message.secs(),
        message.flags(),
        message.ciaddr(),
        message.yiaddr(),
        message.siaddr(),
        message.giaddr(),
        message.chaddr(),
        message.sname(),
        message.file(),
        Options.of(options));
  }

  /// A message of this type from this client with all else empty, changed by `changes`.
  public static Message of(
      Op op, MessageType type, Xid xid, HardwareAddress chaddr, UnaryOperator<Builder> changes) {
    Builder builder = new Builder(op, xid, chaddr);
    builder.option(53, Bytes.ofUnsigned(type.code()));
    return changes.apply(builder).build();
  }

  /// This message, changed by `changes`.
  public Message with(UnaryOperator<Builder> changes) {
    return changes.apply(new Builder(this)).build();
  }

  /// The bytes of this message as a UDP payload: type first, relay agent information (82) last,
  /// END, padded to 300 bytes. Equal to [MessageEncoder#encode] with room for everything. Throws
  /// [IllegalArgumentException] if the options take more than 64 KiB.
  public Bytes encode() {
    byte[] buffer = new byte[Math.min(MessageEncoder.sizeOf(this), MessageEncoder.MAX_PAYLOAD)];
    MessageEncoder.Encoded encoded = MessageEncoder.encode(this, buffer, buffer.length);
    if (!encoded.omitted().isEmpty()) {
      throw new IllegalArgumentException("no room for options " + encoded.omitted());
    }
    return Bytes.copyOf(buffer, 0, encoded.length());
  }

  @Override
  public int htype() {
    return chaddr.htype();
  }

  @Override
  public int hlen() {
    return chaddr.address().length();
  }

  @Override
  public boolean has(int code) {
    return options.has(code);
  }

  @Override
  public Optional<Bytes> option(int code) {
    return options.value(code);
  }

  @Override
  public boolean option(int code, ByteWindow window) {
    int index = options.indexOf(code);
    if (index < 0) {
      return false;
    }
    window.set(options.get(index).value());
    return true;
  }

  @Override
  public void hardwareAddress(ByteWindow window) {
    window.set(chaddr.address());
  }

  @Override
  public void forEachOption(ObjIntConsumer<Bytes> action) {
    for (Option option : options) {
      action.accept(option.value(), option.code());
    }
  }

  /// Collects the fields of a message; each setter replaces what was set before. Lent to the
  /// functions of [Message#of] and [Message#with]; not for keeping, not for several threads.
  public static final class Builder {
    private Op op;
    private int hops;
    private Xid xid;
    private int secs;
    private int flags;
    private Ipv4 ciaddr = Ipv4.UNSPECIFIED;
    private Ipv4 yiaddr = Ipv4.UNSPECIFIED;
    private Ipv4 siaddr = Ipv4.UNSPECIFIED;
    private Ipv4 giaddr = Ipv4.UNSPECIFIED;
    private HardwareAddress chaddr;
    private Bytes sname = Bytes.EMPTY;
    private Bytes file = Bytes.EMPTY;
    private final List<Option> options = new ArrayList<>();

    private Builder(Op op, Xid xid, HardwareAddress chaddr) {
      this.op = op;
      this.xid = xid;
      this.chaddr = chaddr;
    }

    private Builder(Message message) {
      this(message.op, message.xid, message.chaddr);
      hops = message.hops;
      secs = message.secs;
      flags = message.flags;
      ciaddr = message.ciaddr;
      yiaddr = message.yiaddr;
      siaddr = message.siaddr;
      giaddr = message.giaddr;
      sname = message.sname;
      file = message.file;
      options.addAll(message.options.asList());
    }

    public Builder op(Op value) {
      op = value;
      return this;
    }

    public Builder hops(int value) {
      hops = value;
      return this;
    }

    public Builder xid(Xid value) {
      xid = value;
      return this;
    }

    public Builder secs(int value) {
      secs = value;
      return this;
    }

    public Builder flags(int value) {
      flags = value;
      return this;
    }

    public Builder ciaddr(Ipv4 value) {
      ciaddr = value;
      return this;
    }

    public Builder yiaddr(Ipv4 value) {
      yiaddr = value;
      return this;
    }

    public Builder siaddr(Ipv4 value) {
      siaddr = value;
      return this;
    }

    public Builder giaddr(Ipv4 value) {
      giaddr = value;
      return this;
    }

    public Builder chaddr(HardwareAddress value) {
      chaddr = value;
      return this;
    }

    public Builder sname(Bytes value) {
      sname = value;
      return this;
    }

    public Builder file(Bytes value) {
      file = value;
      return this;
    }

    /// Sets or replaces an option by its typed definition.
    public <T> Builder option(OptionDefinition<T> definition, T value) {
      return option(definition.code(), definition.type().encode(value));
    }

    /// Sets or replaces an option by its code and bytes.
    public Builder option(int code, Bytes value) {
      Option option = new Option(code, value);
      for (int i = 0; i < options.size(); i++) {
        if (options.get(i).code() == code) {
          options.set(i, option);
          return this;
        }
      }
      options.add(option);
      return this;
    }

    /// Takes an option away, if it is there.
    public Builder without(int code) {
      options.removeIf(option -> option.code() == code);
      return this;
    }

    /// Replaces all options.
    public Builder options(Options value) {
      options.clear();
      options.addAll(value.asList());
      return this;
    }

    private Message build() {
      return new Message(
          op,
          hops,
          xid,
          secs,
          flags,
          ciaddr,
          yiaddr,
          siaddr,
          giaddr,
          chaddr,
          sname,
          file,
          Options.of(options));
    }
  }
}
