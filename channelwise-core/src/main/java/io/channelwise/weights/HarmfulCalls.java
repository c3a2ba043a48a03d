package io.channelwise.weights;

import java.util.Set;

/**
 * Functions of Python that reach beyond the values of a pickle: to files, processes, the network or code. Nothing that a
 * file calls is ever run here; this list is there to say so of files that were made to do harm, or could have done it
 * in {@code torch.load}.
 */
final class HarmfulCalls {

    private static final Set<String> MODULES = Set.of(
            ("os posix posixpath nt ntpath subprocess _posixsubprocess commands popen2 pty sys shutil socket _socket ssl"
                            + " socketserver http httplib urllib urllib2 urllib3 requests aiohttp httpx ftplib smtplib"
                            + " poplib imaplib telnetlib xmlrpc webbrowser ctypes _ctypes cffi importlib imp _imp runpy"
                            + " pkgutil zipimport _frozen_importlib _frozen_importlib_external pip ensurepip venv"
                            + " distutils setuptools code codeop compileall py_compile marshal pickle _pickle cPickle"
                            + " shelve multiprocessing concurrent asyncio _winapi msvcrt winreg _winreg signal _signal"
                            + " fcntl mmap pdb bdb trace timeit profile cProfile pydoc doctest tempfile fileinput"
                            + " linecache gc inspect idlelib tkinter readline rlcompleter nturl2path platform site"
                            + " sysconfig _testcapi _interpreters _xxsubinterpreters antigravity")
                    .split(" "));

    private static final Set<String> FUNCTIONS = Set.of(
            "codecs.open",
            "io.FileIO",
            "_io.FileIO",
            "io.open",
            "_io.open",
            "io.open_code",
            "_io.open_code",
            "torch.load",
            "torch.serialization.load",
            "types.CodeType",
            "types.FunctionType",
            "types.LambdaType");

    private static final Set<String> PARTS = Set.of(
            "numpy.testing",
            "numpy.f2py",
            "torch.hub",
            "torch._dynamo",
            "torch._inductor",
            "torch.utils.cpp_extension",
            "torch.utils.bottleneck",
            "torch.utils.collect_env");

    private static final Set<String> BUILTINS = Set.of("builtins", "__builtin__");

    /** Of Python's own functions; the others, such as {@code set}, {@code getattr} or {@code max}, only make values. */
    private static final Set<String> BUILTIN_FUNCTIONS = Set.of(
            ("eval exec execfile compile open file input raw_input __import__ __build_class__ reload apply globals locals"
                            + " vars setattr delattr breakpoint exit quit help")
                    .split(" "));

    private HarmfulCalls() {}

    /** Whether the function of this name is one, {@code posix.system}. */
    static boolean has(String name) {
        int dot = name.indexOf('.');
        String top = dot < 0 ? name : name.substring(0, dot);
        if (BUILTINS.contains(top)) {
            return BUILTIN_FUNCTIONS.contains(name.substring(dot + 1));
        }
        return MODULES.contains(top)
                || FUNCTIONS.contains(name)
                || PARTS.stream().anyMatch(part -> name.startsWith(part + "."));
    }
}
