package example;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A file with a line per event: its id and, if it concerns us, holder, target and polarity. */
final class Memory implements AutoCloseable {
  private final Set<String> ids = new HashSet<>();
  private final Map<String, String> last = new HashMap<>();
  private final FileOutputStream file;

  Memory(Path path) throws IOException {
    if (Files.exists(path)) {
      for (String line : Files.readAllLines(path)) {
        String[] note = line.split("\t");
        // A line of another length was cut off by a crash: its offset was not committed, so it comes again.
        if (note.length == 2) ids.add(note[0]);
        if (note.length == 5) remember(note[0], note[1], note[2], note[3]);
      }
    }
    file = new FileOutputStream(path.toFile(), true);
    file.write('\n');
  }

  boolean knows(String id) {
    return ids.contains(id);
  }

  String latest(String holder, String target) {
    return last.get(holder + "\t" + target);
  }

  void add(String id) throws IOException {
    ids.add(id);
    write(id + "\t.\n");
  }

  void add(String id, String holder, String target, String polarity) throws IOException {
    remember(id, holder, target, polarity);
    write(String.join("\t", id, holder, target, polarity, ".\n"));
  }

  /** Returns when everything that was added is on disk. */
  void save() throws IOException {
    file.getFD().sync();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private void remember(String id, String holder, String target, String polarity) {
    ids.add(id);
    last.put(holder + "\t" + target, polarity);
  }

  private void write(String line) throws IOException {
    file.write(line.getBytes(StandardCharsets.UTF_8));
  }
}
