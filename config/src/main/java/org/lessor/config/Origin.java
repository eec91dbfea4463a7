package org.lessor.config;

/// Where a value that takes effect comes from.
public sealed interface Origin {
  /// In a few words, such as `kea.conf:12` or `default`.
  String words();

  /// It stands there in the file.
  ///
  /// @param position where
  record Stated(Position position) implements Origin {
    @Override
    public String words() {
      return position.file() + ":" + position.line();
    }
  }

  /// A level above states it.
  ///
  /// @param level the path of that level, such as `Dhcp4` or `Dhcp4.shared-networks[0]`
  /// @param position where it stands
  record Inherited(String level, Position position) implements Origin {
    @Override
    public String words() {
      return "from " + level + ", " + position.file() + ":" + position.line();
    }
  }

  /// Nobody states it.
  record Preset() implements Origin {
    @Override
    public String words() {
      return "default";
    }
  }

  /// It follows from another key.
  ///
  /// @param key that key
  /// @param from where that one comes from
  record Derived(String key, Origin from) implements Origin {
    @Override
    public String words() {
      return "as " + key + ", " + from.words();
    }
  }

  /// Lessor chose it, because there must be one.
  record Assigned() implements Origin {
    @Override
    public String words() {
      return "assigned";
    }
  }
}
