package org.lessor.client.dhclient;

import java.util.List;
import java.util.Optional;
import org.lessor.client.dhclient.IscWords.Word;
import org.lessor.wire.OptionType;
import org.lessor.wire.OptionTypes;

/// The types that an option can be given in ISC's files, dhcp-options(5).
final class IscTypes {
  private IscTypes() {}

  /// The type in these words; empty for records and others that this client does not do.
  static Optional<OptionType<?>> read(List<Word> words) {
    String text = String.join(" ", words.stream().map(Word::text).toList());
    return Optional.ofNullable(
        switch (text) {
          case "boolean" -> OptionTypes.BOOLEAN;
          case "integer 8", "signed integer 8" -> OptionTypes.INT8;
          case "integer 16", "signed integer 16" -> OptionTypes.INT16;
          case "integer 32", "signed integer 32" -> OptionTypes.INT32;
          case "unsigned integer 8" -> OptionTypes.UINT8;
          case "unsigned integer 16" -> OptionTypes.UINT16;
          case "unsigned integer 32" -> OptionTypes.UINT32;
          case "ip-address" -> OptionTypes.IPV4;
          case "array of ip-address" -> OptionTypes.IPV4_LIST;
          case "array of unsigned integer 8" -> OptionTypes.BINARY;
          case "array of unsigned integer 16" -> OptionTypes.UINT16_LIST;
          case "text" -> OptionTypes.STRING;
          case "string" -> OptionTypes.BINARY;
          case "domain-name" -> OptionTypes.FQDN;
          case "domain-list" -> OptionTypes.FQDN_LIST;
          case "domain-list compressed" -> OptionTypes.COMPRESSED_FQDN_LIST;
          default -> null;
        });
  }
}
