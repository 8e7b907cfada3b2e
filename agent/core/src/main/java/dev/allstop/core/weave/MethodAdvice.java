package dev.allstop.core.weave;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.implementation.bytecode.assign.Assigner;

/**
 * Inlined around every hooked method. The token that the hook answers decides: an {@code Object[]} leaves the method
 * out and holds what to return instead, null goes on, anything else goes on and is handed to the exit.
 */
final class MethodAdvice {

    private MethodAdvice() {
    }

    @Advice.OnMethodEnter(skipOn = Advice.OnNonDefaultValue.class)
    static boolean enter(@Point int point, @Advice.This(optional = true) Object self,
                         @Advice.AllArguments Object[] arguments, @Advice.Local("token") Object token) {
        token = AllstopHook.enter(point, self, arguments);
        return token instanceof Object[];
    }

    @Advice.OnMethodExit(onThrowable = Throwable.class)
    static void exit(@Point int point, @Advice.This(optional = true) Object self, @Advice.Local("token") Object token,
                     @Advice.Return(readOnly = false, typing = Assigner.Typing.DYNAMIC) Object returned,
                     @Advice.Thrown Throwable thrown) {
        if (token instanceof Object[]) {
            returned = ((Object[]) token)[0];
        } else if (token != null) {
            AllstopHook.exit(point, token, self, returned, thrown);
        }
    }
}
