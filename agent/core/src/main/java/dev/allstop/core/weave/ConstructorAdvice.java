package dev.allstop.core.weave;

import net.bytebuddy.asm.Advice;

/** Inlined at the end of every hooked constructor that did not throw. */
final class ConstructorAdvice {

    private ConstructorAdvice() {
    }

    @Advice.OnMethodExit
    static void exit(@Point int point, @Advice.This Object self) {
        AllstopHook.exit(point, null, self, null, null);
    }
}
