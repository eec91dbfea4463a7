package org.lessor.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What configurations are made of: files that include others, with whatever editors leave in them.
class IncludedFilesTest {
  @TempDir private Path folder;

  private Path file(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private static Configuration good(Path file) {
    Loaded loaded = Dhcp4Reader.readFile(file);
    assertThat(loaded).as(loaded.toString()).isInstanceOf(Loaded.Ok.class);
    return ((Loaded.Ok) loaded).configuration();
  }

  private List<String> problems(Path file) {
    Loaded loaded = Dhcp4Reader.readFile(file);
    assertThat(loaded).isInstanceOf(Loaded.Refused.class);
    return ((Loaded.Refused) loaded)
        .problems().stream().map(problem -> problem.toString().replace(folder + "/", "")).toList();
  }

  @Test
  void anIncludedFileNamesOthersFromWhereItStands() throws IOException {
    Path main = file("main.conf", "{ \"Dhcp4\": { <?include \"site/all.conf\"?> } }");
    file("site/all.conf", "\"subnet4\": [ <?include \"first.conf\"?> ]");
    file("site/first.conf", "{ \"id\": 7, \"subnet\": \"192.0.2.0/24\" }");
    assertThat(good(main).settings().networks().getFirst().subnets().getFirst().id()).isEqualTo(7);
  }

  @Test
  void byteOrderMarksLineEndsOfOtherSystemsAndCommentsMeanNothing() throws IOException {
    Path main =
        file(
            "main.conf",
            "\uFEFF{ \"Dhcp4\": { // one\r\n # two\r\n /* three\r\n */ \"valid-lifetime\": 60,\r\n"
                + "<?include \"more.conf\"?>, } }\r\n");
    file("more.conf", "\uFEFF\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", }, ]");
    assertThat(good(main).settings().networks()).hasSize(1);
    assertThat(
            problems(
                file(
                    "wrong.conf",
                    "\uFEFF{ \"Dhcp4\": {\"interfaces-config\": {\"interfaces\": [\"*\"]},\r\n"
                        + "\t\"no-such-key\": 1 } }")))
        .containsExactly(
            "wrong.conf:2:2: error: Dhcp4.no-such-key: there is no such key here; take it out");
  }

  @Test
  void aFileThatIsMissingIsAllThatIsSaidWhereTheRestCannotBeRead() throws IOException {
    Path main = file("main.conf", "{ \"Dhcp4\": {\n <?include \"none.conf\"?> } }");
    assertThat(problems(main))
        .containsExactly(
            "main.conf:2:2: error: cannot read included file \"none.conf\": no such file; correct"
                + " the name or make the file readable");
  }

  @Test
  void filesThatIncludeEachOtherEnd() throws IOException {
    Path main = file("main.conf", "{ \"Dhcp4\": { <?include \"other.conf\"?> } }");
    file("other.conf", "<?include \"main.conf\"?>");
    assertThat(problems(main)).singleElement().asString().contains("include each other");
  }

  @Test
  void nestingWithoutEndIsRefusedWhereItIsTooDeep() throws IOException {
    Path main = file("main.conf", "{ \"Dhcp4\":\n" + "[".repeat(100_000));
    assertThat(problems(main)).singleElement().asString().contains("main.conf:2:", "nesting depth");
  }
}
