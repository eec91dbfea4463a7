package org.lessor.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lessor.wire.Bytes;
import org.lessor.wire.CablelabsOptions;
import org.lessor.wire.DhcpMessage;
import org.lessor.wire.SubOption;
import org.lessor.wire.SubOptions;

/// What options 124 and 125 have in common: a part for each enterprise, of its number, a length and
/// that many bytes (RFC 3925 sections 3 and 4). Each enterprise's part is inherited by itself.
final class VendorParts {
  private static final int HEADER = 5;
  private static final int MAX_PART = 255;

  /// CableLabs' sub-option by which clients ask for others.
  private static final int OPTION_REQUEST = 1;

  private VendorParts() {}

  /// One enterprise's part, without number and length.
  record Part(long enterprise, Bytes content) {}

  static boolean has(ConfiguredOption option) {
    return option.enterprise() == ConfiguredOption.OWN && has(option.code());
  }

  private static boolean has(int code) {
    return code == OptionCodes.VENDOR_CLASSES || code == OptionCodes.VENDOR_OPTIONS;
  }

  /// The parts of a value, up to the first that ends too early.
  static List<Part> of(Bytes value) {
    List<Part> parts = new ArrayList<>();
    int position = 0;
    while (position + HEADER <= value.length()) {
      int from = position + HEADER;
      int to = from + value.at(from - 1);
      if (to > value.length()) {
        break;
      }
      parts.add(new Part(value.uint32(position), value.slice(from, to)));
      position = to;
    }
    return parts;
  }

  /// All parts of these values, of each enterprise the first.
  static Bytes merged(List<ConfiguredOption> options) {
    Map<Long, Bytes> contents = new LinkedHashMap<>();
    for (ConfiguredOption option : options) {
      of(option.value()).forEach(part -> contents.putIfAbsent(part.enterprise, part.content));
    }
    return encode(contents);
  }

  /// Parts one behind the other, by enterprise.
  static Bytes encode(Map<Long, Bytes> contents) {
    Bytes value = Bytes.EMPTY;
    for (Map.Entry<Long, Bytes> each : contents.entrySet()) {
      value =
          value
              .plus(Bytes.ofUint32(each.getKey()))
              .plus(Bytes.ofUnsigned(each.getValue().length()))
              .plus(each.getValue());
    }
    return value;
  }

  /// Option 125 of a reply; null where there is none. A part goes out to a client that is told of
  /// option 125 as such, or that named the enterprise in its own 124 or 125. In it stand those
  /// sub-options that are always sent, and of CableLabs those that the client asks for, as in Kea.
  ///
  /// @param configured what is set for the client
  /// @param request what it sent
  static @Nullable Bytes reply(OptionSet configured, DhcpMessage request) {
    OptionSet.Entry explicit = configured.entry(OptionCodes.VENDOR_OPTIONS);
    if (explicit != null && explicit.never()) {
      return null;
    }
    boolean named =
        request.has(OptionCodes.VENDOR_OPTIONS) || request.has(OptionCodes.VENDOR_CLASSES);
    if (explicit == null && !named) {
      return null;
    }
    Map<Long, Bytes> contents = new LinkedHashMap<>();
    if (explicit != null
        && (explicit.always() || ReplyOptions.isRequested(OptionCodes.VENDOR_OPTIONS, request))) {
      for (ConfiguredOption candidate : explicit.candidates()) {
        of(candidate.value()).forEach(part -> contents.putIfAbsent(part.enterprise, part.content));
      }
    }
    Set<Long> enterprises = new LinkedHashSet<>(contents.keySet());
    List<Part> own = received(request, OptionCodes.VENDOR_OPTIONS);
    own.forEach(part -> enterprises.add(part.enterprise));
    received(request, OptionCodes.VENDOR_CLASSES).forEach(part -> enterprises.add(part.enterprise));
    for (long enterprise : enterprises) {
      Bytes fromData = contents.getOrDefault(enterprise, Bytes.EMPTY);
      Bytes content = filled(fromData, configured.vendor(enterprise), asked(enterprise, own));
      if (!content.isEmpty()) {
        contents.put(enterprise, content);
      }
    }
    return contents.isEmpty() ? null : encode(contents);
  }

  private static List<Part> received(DhcpMessage request, int code) {
    return request.option(code).map(VendorParts::of).orElse(List.of());
  }

  private static Bytes asked(long enterprise, List<Part> own) {
    if (enterprise != CablelabsOptions.ENTERPRISE) {
      return Bytes.EMPTY;
    }
    for (Part part : own) {
      if (part.enterprise == enterprise) {
        return SubOptions.decode(part.content)
            .flatMap(options -> options.value(OPTION_REQUEST))
            .orElse(Bytes.EMPTY);
      }
    }
    return Bytes.EMPTY;
  }

  /// `content` with those options behind it that are sent, that it has not, and that fit.
  private static Bytes filled(Bytes content, List<OptionSet.Entry> options, Bytes asked) {
    Optional<SubOptions> given = SubOptions.decode(content);
    Bytes filled = content;
    for (OptionSet.Entry entry : options) {
      boolean sent = !entry.never() && (entry.always() || contains(asked, entry.code()));
      if (!sent || (given.isPresent() && given.get().has(entry.code()))) {
        continue;
      }
      SubOption option = new SubOption(entry.code(), entry.candidates().getFirst().value());
      Bytes longer = filled.plus(SubOptions.of(option).encode());
      if (longer.length() <= MAX_PART) {
        filled = longer;
      }
    }
    return filled;
  }

  private static boolean contains(Bytes codes, int wanted) {
    for (int i = 0; i < codes.length(); i++) {
      if (codes.at(i) == wanted) {
        return true;
      }
    }
    return false;
  }
}
