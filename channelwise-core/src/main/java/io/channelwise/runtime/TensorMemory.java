package io.channelwise.runtime;

import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Storage;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.MemoryFormat;

/**
 * The memory of a tensor, which can be given back while handles to the tensor stay, those of autograd among them, if it is
 * filled with the same values before any of them reads it.
 */
public final class TensorMemory implements AutoCloseable {

    private final Tensor alias;

    /** Of this tensor, which may be freed afterwards. */
    public TensorMemory(Tensor tensor) {
        alias = tensor.detach();
        alias.retainReference();
    }

    /** How many tensors have this memory besides, views and autograd's own among them. */
    public long sharers() {
        try (Scope scope = new Scope()) {
            return alias.storage().use_count() - 1;
        }
    }

    /** How often it has been written to. */
    public long version() {
        return alias._version();
    }

    /** Gives the memory back; whoever reads the tensor now ends the process. */
    public void release() {
        try (Scope scope = new Scope()) {
            Storage storage = alias.storage();
            storage.unsafeGetStorageImpl().release_resources();
            storage.set_nbytes(0);
        }
    }

    /** Takes memory again, for all handles; they see what is written to the tensor that it returns, which counts as no write. */
    public Tensor renew() {
        try (Scope scope = new Scope()) {
            Tensor values = alias.variable_data();
            values.resize_(0);
            values.resize_(alias.shape(), new MemoryFormatOptional(format()));
            return scope.keep(values);
        }
    }

    private MemoryFormat format() {
        return alias.is_contiguous(MemoryFormat.ChannelsLast) ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
    }

    /** Lets the tensor go; its other handles keep it. */
    @Override
    public void close() {
        alias.deallocate();
    }
}
