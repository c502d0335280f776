package org.panderm4j.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenResourcesTest {
    private final List<String> closed = new ArrayList<>();
    private final OpenResources open = new OpenResources();

    private void add(String name, Throwable failure) {
        open.add(() -> {
            closed.add(name);
            if (failure instanceof Error error) {
                throw error;
            }
            if (failure != null) {
                throw (Exception) failure;
            }
        });
    }

    @Test
    void closesTheNewestFirstAndOnce() throws IOException {
        add("a", null);
        add("b", null);
        open.close();
        open.close();
        assertThat(closed).containsExactly("b", "a");
    }

    @Test
    void closesAllWhateverFails() {
        IOException first = new IOException("first");
        add("a", new AssertionError("third"));
        add("b", new IllegalStateException("second"));
        add("c", first);
        assertThatThrownBy(open::close).isSameAs(first);
        assertThat(closed).containsExactly("c", "b", "a");
        assertThat(first.getSuppressed()).extracting(Throwable::getMessage).containsExactly("second", "third");
    }

    @Test
    void aFailureKeepsItsPlace() {
        add("a", null);
        add("b", new IOException("in closing"));
        IllegalStateException why = new IllegalStateException("why");
        open.closeAfter(why);
        assertThat(closed).containsExactly("b", "a");
        assertThat(why.getSuppressed()).extracting(Throwable::getMessage).containsExactly("in closing");
    }

    @Test
    void failuresKeepTheirKind() {
        add("a", new AssertionError("an error"));
        assertThatThrownBy(open::close).isInstanceOf(AssertionError.class);
        add("b", new IllegalStateException("unchecked"));
        assertThatThrownBy(open::close).isInstanceOf(IllegalStateException.class);
        add("c", new Exception("checked"));
        assertThatThrownBy(open::close).isInstanceOf(IOException.class).hasMessage("checked");
    }
}
