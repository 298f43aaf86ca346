package dev.loadtest.cli.process;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;

/**
 * {@code sun.misc.Signal}, the JDK's only signal API, by reflection: every JDK has it, but the compiler's warning about
 * it cannot be disabled, and warnings are errors here.
 */
final class Signals {
    private Signals() {}

    /** The previous handler; restores it when closed. */
    interface Restoration {
        void restore();
    }

    /**
     * Listens to a signal. A signal ignored at process start (nohup) stays ignored.
     *
     * @param name such as INT
     * @param listener called on a JVM thread for each signal
     * @return empty if this system or JVM does not offer the signal
     */
    static Optional<Restoration> listen(String name, Runnable listener) {
        try {
            Class<?> signals = Class.forName("sun.misc.Signal");
            Class<?> handlers = Class.forName("sun.misc.SignalHandler");
            Object signal = signals.getConstructor(String.class).newInstance(name);
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(listener);
            Object handler =
                    MethodHandleProxies.asInterfaceInstance(handlers, MethodHandles.dropArguments(run, 0, signals));
            var handle = signals.getMethod("handle", signals, handlers);
            Object before = handle.invoke(null, signal, handler);
            return Optional.of(() -> {
                try {
                    handle.invoke(null, signal, before);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("the handler of " + name + " cannot be put back", e);
                }
            });
        } catch (InvocationTargetException refused) {
            // Unknown here, or reserved by the JVM (-Xrs).
            return Optional.empty();
        } catch (ReflectiveOperationException noSuchApi) {
            return Optional.empty();
        }
    }
}
