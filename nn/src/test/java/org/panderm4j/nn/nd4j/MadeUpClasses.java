package org.panderm4j.nn.nd4j;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.ToolProvider;

/** Classes that a build may have or not, compiled for a test. */
final class MadeUpClasses {
    private MadeUpClasses() {}

    /**
     * Compiles them; they see nothing of the tests' class path, and take nothing from it.
     *
     * @param folder for files; may be used several times
     * @param sources by full name, without the package line
     */
    static ClassLoader compiled(Path folder, Map<String, String> sources) throws IOException {
        Path place = Files.createTempDirectory(folder, "classes");
        List<String> arguments = new ArrayList<>(List.of("-d", place.toString()));
        for (Map.Entry<String, String> source : sources.entrySet()) {
            int dot = source.getKey().lastIndexOf('.');
            Path file = place.resolve(source.getKey().substring(dot + 1) + ".java");
            Files.writeString(file, "package " + source.getKey().substring(0, dot) + ";\n" + source.getValue());
            arguments.add(file.toString());
        }
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        if (status != 0) {
            throw new IOException("the sources do not compile");
        }
        return loader(place);
    }

    private static ClassLoader loader(Path place) throws MalformedURLException {
        return new URLClassLoader(new URL[] {place.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }
}
