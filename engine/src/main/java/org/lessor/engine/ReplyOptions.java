package org.lessor.engine;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.Option;
import org.lessor.wire.Options;

/// Collects the options of one reply, in the order of their worth to the client: what makes the
/// reply valid, what the client asked for in the order in which it did (RFC 2132 section 9.8), what
/// it did not ask for. Each code once: what was put first stays.
///
/// Deviates: RFC 2131 section 4.3.1 has what a client asks for and nobody has configured answered
/// with the defaults of the Host Requirements. Clients have these themselves, and no server sends
/// them.
final class ReplyOptions {
  /// Sent when configured though not asked for, as in Kea.
  private static final int[] UNASKED = {
    OptionCodes.ROUTERS, OptionCodes.DOMAIN_NAME_SERVERS, OptionCodes.DOMAIN_NAME
  };

  private static final int PAD = 0;
  private static final int END = 255;
  private static final long[] RESERVED_CODES = reservedCodes();

  private final OptionSet configured;
  private final long[] settled = RESERVED_CODES.clone();
  private Option[] options = new Option[16];
  private int size;
  private Option[] computed = new Option[4];
  private int computedSize;

  private static long[] reservedCodes() {
    long[] bits = new long[4];
    for (int code = 1; code < END; code++) {
      if (!ConfiguredOption.isOperators(code)) {
        bits[code >>> 6] |= 1L << code;
      }
    }
    bits[PAD >>> 6] |= 1L << PAD;
    bits[END >>> 6] |= 1L << END;
    return bits;
  }

  private void settle(int code) {
    settled[code >>> 6] |= 1L << code;
  }

  private boolean isSettled(int code) {
    return (settled[code >>> 6] & (1L << code)) != 0;
  }

  /// One to which `configured` is what the operator has set for the client.
  ReplyOptions(OptionSet configured) {
    this.configured = configured;
  }

  /// Sets an option whatever the operator says.
  void put(Option option) {
    if (size == options.length) {
      options = Arrays.copyOf(options, 2 * size);
    }
    options[size++] = option;
    settle(option.code());
  }

  /// Sets an option whatever the operator says.
  void put(int code, Bytes value) {
    put(new Option(code, value));
  }

  /// Copies an option of the request, if it has it and not empty.
  void echo(int code, DhcpMessage request) {
    Optional<Bytes> value = request.option(code);
    if (value.isPresent() && !value.get().isEmpty()) {
      put(code, value.get());
    }
  }

  /// Relay agent information goes back as it came, as the last option (RFC 3046 section 2.2).
  void relayAgent(DhcpMessage request) {
    echo(OptionCodes.AGENT_OPTIONS, request);
  }

  /// Keeps an option out of the reply.
  void withhold(int code) {
    settle(code);
  }

  /// An option that the server computes: goes where the client asks for it, and otherwise behind
  /// what it asks for.
  void onRequest(Option option) {
    if (computedSize == computed.length) {
      computed = Arrays.copyOf(computed, 2 * computedSize);
    }
    computed[computedSize++] = option;
  }

  /// As [#onRequest(Option)].
  void onRequest(int code, Bytes value) {
    onRequest(new Option(code, value));
  }

  /// An option that the server computes for those who ask.
  void ifRequested(int code, Bytes value, DhcpMessage request) {
    if (isRequested(code, request)) {
      onRequest(code, value);
    }
  }

  static boolean isRequested(int code, DhcpMessage request) {
    Optional<Bytes> list = request.option(OptionCodes.PARAMETER_REQUEST_LIST);
    if (list.isPresent()) {
      for (int i = 0; i < list.get().length(); i++) {
        if (list.get().at(i) == code) {
          return true;
        }
      }
    }
    return false;
  }

  /// What enterprises' options the client gets, whether it asks for option 125 or not.
  void vendorOptions(DhcpMessage request) {
    Bytes value = VendorParts.reply(configured, request);
    if (value == null) {
      withhold(OptionCodes.VENDOR_OPTIONS);
    } else {
      onRequest(OptionCodes.VENDOR_OPTIONS, value);
    }
  }

  /// Adds what the client asks for, in its order, and then what it gets without asking.
  void fill(Optional<Bytes> parameterRequestList) {
    Bytes asked = parameterRequestList.orElse(Bytes.EMPTY);
    int unasked = computedSize + UNASKED.length + configured.always().size();
    for (int i = 0; i < asked.length() + unasked; i++) {
      add(i < asked.length() ? asked.at(i) : unasked(i - asked.length()));
    }
  }

  private int unasked(int index) {
    if (index < computedSize) {
      return computed[index].code();
    }
    int after = index - computedSize;
    return after < UNASKED.length
        ? UNASKED[after]
        : configured.always().get(after - UNASKED.length);
  }

  private void add(int code) {
    if (isSettled(code)) {
      return;
    }
    Option option = chosen(code);
    if (option != null) {
      put(option);
    }
  }

  private @Nullable Option chosen(int code) {
    for (int i = 0; i < computedSize; i++) {
      if (computed[i].code() == code) {
        return computed[i];
      }
    }
    return configured.sent(code);
  }

  Options toOptions() {
    return Options.of(options, size);
  }
}
