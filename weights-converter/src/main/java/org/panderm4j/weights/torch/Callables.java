package org.panderm4j.weights.torch;

import java.util.Set;

/** Decides which names in a pickle are an attack rather than a thing that lay beside the weights. */
final class Callables {
    /** Modules that a checkpoint has no honest use for. */
    private static final Set<String> RUNNING_MODULES = words("""
            os posix nt subprocess _posixsubprocess popen2 pty sys shutil runpy importlib imp pkgutil
            zipimport socket _socket socketserver ssl asyncio ctypes _ctypes cffi code codeop pdb bdb
            doctest cProfile timeit signal multiprocessing webbrowser antigravity urllib urllib2 http
            httplib requests ftplib smtplib telnetlib xmlrpc pip setuptools ensurepip venv pickle _pickle
            cPickle marshal dill cloudpickle joblib shelve inspect gc linecache tempfile fileinput winreg
            _winapi msvcrt atexit platform idlelib lib2to3
            """);

    /** Functions among Python's built-in names that run, reach or replace code, or open files. */
    private static final Set<String> RUNNING_BUILTINS = words("""
            eval exec execfile compile __import__ getattr setattr delattr open file input raw_input globals
            locals vars breakpoint apply reload help exit quit map filter memoryview __build_class__
            __loader__ __spec__
            """);

    /** Single functions of otherwise harmless modules. */
    private static final Set<String> RUNNING_FUNCTIONS = words("""
            operator.attrgetter operator.methodcaller _operator.attrgetter _operator.methodcaller
            types.FunctionType types.CodeType torch.load torch.hub.load torch.jit.load
            torch.serialization.load torch.utils.cpp_extension.load torch.utils.cpp_extension.load_inline
            numpy.load numpy.testing._private.utils.runstring numpy.f2py.crackfortran.myeval pandas.eval
            pandas.read_pickle
            """);

    private Callables() {}

    /** Whether merely asking for this name is an attempt to run code. */
    static boolean runsCode(PyGlobal global) {
        String path = global.path();
        String root = root(global.module());
        if (root.equals("builtins") || root.equals("__builtin__") || root.equals("__builtins__")) {
            return RUNNING_BUILTINS.contains(root(global.name()))
                    || global.name().indexOf('.') >= 0;
        }
        return RUNNING_MODULES.contains(root) || RUNNING_FUNCTIONS.contains(path) || reachesThrough(global.name());
    }

    /** {@code torch.serialization} + {@code os.system}: a module reached as another one's attribute. */
    private static boolean reachesThrough(String name) {
        String[] parts = name.split("\\.", -1);
        for (int i = 0; i + 1 < parts.length; i++) {
            boolean special = parts[i].startsWith("__") && parts[i].endsWith("__");
            if (RUNNING_MODULES.contains(parts[i]) || special) {
                return true;
            }
        }
        return false;
    }

    private static Set<String> words(String text) {
        return Set.of(text.strip().split("\\s+"));
    }

    private static String root(String dotted) {
        int dot = dotted.indexOf('.');
        return dot < 0 ? dotted : dotted.substring(0, dot);
    }
}
