package org.lessor.client;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.lessor.wire.Bytes;
import org.lessor.wire.ClientId;
import org.lessor.wire.Duid;
import org.lessor.wire.HardwareAddress;

/// How the client calls itself in option 61.
public sealed interface ClientIdentity {
  /// The value of option 61 on an interface; empty sends none.
  ///
  /// @param interfaceName the interface's name
  /// @param chaddr its hardware address
  /// @param machineId what tells this machine apart; empty where there is nothing
  Bytes optionValue(String interfaceName, HardwareAddress chaddr, String machineId);

  /// Hardware type and address (RFC 2132 section 9.14): what most clients send.
  record Hardware() implements ClientIdentity {
    @Override
    public Bytes optionValue(String interfaceName, HardwareAddress chaddr, String machineId) {
      return chaddr.isEmpty() ? Bytes.EMPTY : new ClientId.Hardware(chaddr).bytes();
    }
  }

  /// No client identifier: servers go by the hardware address.
  record None() implements ClientIdentity {
    @Override
    public Bytes optionValue(String interfaceName, HardwareAddress chaddr, String machineId) {
      return Bytes.EMPTY;
    }
  }

  /// A number for the interface, then one for the machine that stays when interfaces change (RFC
  /// 4361). It is made of the machine id and the hardware address, so that machines cloned with one
  /// machine id differ; without a machine id, of the hardware address alone.
  record Node() implements ClientIdentity {
    @Override
    public Bytes optionValue(String interfaceName, HardwareAddress chaddr, String machineId) {
      Duid duid =
          machineId.isEmpty()
              ? Duid.linkLayer(chaddr)
              : Duid.uuid(digest(machineId + " " + chaddr).slice(0, 16));
      int iaid = (int) digest(interfaceName).uint32(0);
      return new ClientId.Node(iaid, duid).bytes();
    }

    private static Bytes digest(String text) {
      try {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        return Bytes.of(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
      } catch (NoSuchAlgorithmException impossible) {
        throw new AssertionError("every Java platform has SHA-256", impossible);
      }
    }
  }

  /// These bytes.
  ///
  /// @param value 2 to 255 bytes
  record Given(Bytes value) implements ClientIdentity {
    /// Throws [IllegalArgumentException] if the length is out of range.
    public Given {
      if (value.length() < 2 || value.length() > 255) {
        throw new IllegalArgumentException(
            "a client identifier has 2 to 255 bytes, not " + value.length());
      }
    }

    @Override
    public Bytes optionValue(String interfaceName, HardwareAddress chaddr, String machineId) {
      return value;
    }
  }

  /// Reads `mac`, `duid`, `none` or hexadecimal digits with or without colons (`hex:` may stand
  /// before them); empty for anything else.
  static Optional<ClientIdentity> parse(String text) {
    return switch (text) {
      case "mac" -> Optional.of(new Hardware());
      case "duid" -> Optional.of(new Node());
      case "none" -> Optional.of(new None());
      default -> {
        String digits = text.startsWith("hex:") ? text.substring(4) : text;
        boolean hex = digits.matches("([0-9A-Fa-f]{2}:?){2,255}");
        yield hex && !digits.endsWith(":")
            ? Optional.of(new Given(Bytes.ofHex(digits)))
            : Optional.empty();
      }
    };
  }
}
