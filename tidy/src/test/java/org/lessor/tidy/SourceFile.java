package org.lessor.tidy;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/// One text file. Not thread-safe.
final class SourceFile {
  private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();

  private static final StandardJavaFileManager FILES =
      COMPILER.getStandardFileManager(null, Locale.ROOT, null);

  private final String path;
  private final String text;
  private @Nullable Parsed parsed;

  /// Names a file by its path relative to the root of the tree, with `/`, and its whole content.
  SourceFile(String path, String text) {
    this.path = path;
    this.text = text;
  }

  /// A parsed Java file and what is needed to find docs and positions in it.
  record Parsed(CompilationUnitTree unit, DocTrees docs) {
    /// The line, from 1, at a character position.
    int line(long position) {
      return (int) unit.getLineMap().getLineNumber(position);
    }
  }

  String path() {
    return path;
  }

  String text() {
    return text;
  }

  List<String> lines() {
    return text.lines().toList();
  }

  boolean isJava() {
    return path.endsWith(".java");
  }

  boolean isMarkdown() {
    return path.endsWith(".md");
  }

  /// True for code that is a test or serves only tests.
  boolean isTest() {
    return path.contains("/src/test/") || path.startsWith("lab/");
  }

  /// True for the rules themselves, which have to write down what they forbid.
  boolean isRule() {
    return path.startsWith("tidy/");
  }

  /// One complaint for each place where the pattern is found.
  List<Complaint> complainWhere(Pattern pattern, String message) {
    return pattern
        .matcher(text)
        .results()
        .map(match -> new Complaint(path, lineAt(match.start()), message + ": " + match.group()))
        .toList();
  }

  /// The same file with each match blanked, so that lines keep their numbers.
  SourceFile without(Pattern pattern) {
    Matcher matcher = pattern.matcher(text);
    return new SourceFile(
        path, matcher.replaceAll(match -> Matcher.quoteReplacement(blank(match.group()))));
  }

  /// The file as javac reads it, syntax only.
  Parsed parsed() {
    if (parsed == null) {
      parsed = parse();
    }
    return parsed;
  }

  private Parsed parse() {
    var source =
        new SimpleJavaFileObject(URI.create("string:///" + path), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
          }
        };
    var task = (JavacTask) COMPILER.getTask(null, FILES, null, List.of(), null, List.of(source));
    try {
      return new Parsed(task.parse().iterator().next(), DocTrees.instance(task));
    } catch (IOException e) {
      throw new AssertionError("parsing " + path, e);
    }
  }

  private int lineAt(int position) {
    return (int) text.substring(0, position).chars().filter(c -> c == '\n').count() + 1;
  }

  private static String blank(String text) {
    return text.replaceAll("[^\n]", " ");
  }
}
