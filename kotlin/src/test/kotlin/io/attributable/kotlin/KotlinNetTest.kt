package io.attributable.kotlin

import io.attributable.Mode
import java.nio.file.Path
import kotlin.io.path.writeText
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.Tag
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import org.tensorflow.Graph
import org.tensorflow.Session
import org.tensorflow.ndarray.Shape
import org.tensorflow.op.Ops
import org.tensorflow.op.core.Placeholder
import org.tensorflow.types.TFloat32

/** Models in code, written in Kotlin. */
@Tag("slow")
class KotlinNetTest {
    @TempDir private lateinit var folder: Path

    @Test
    fun `a net in Kotlin is explained beside its session`() {
        Graph().use { graph ->
            Session(graph).use { session ->
                val tf = Ops.create(graph)
                val net = KotlinNetRecorded(tf)
                net.logits(
                    tf,
                    tf.placeholder(TFloat32::class.java, Placeholder.shape(Shape.of(-1, 2))),
                )
                session.initialize()
                KotlinNetExplainer.of(net, session).use { explainer ->
                    val x = floatArrayOf(1f, 2f).toNdArray(1, 2)
                    val global = explainer.hidden().x(x).attribute { target = targetOf(0) }
                    val local =
                        explainer.hidden().x(x).attribute {
                            target = targetOf(0)
                            mode = Mode.LOCAL
                        }

                    assertThat(global.floats().toFloatArray()).containsExactly(2f, 12f)
                    assertThat(local.floats().toFloatArray()).containsExactly(1f, 3f)
                }
            }
        }
    }

    @Test
    fun `a class that Kotlin keeps final is an error at its line`() {
        assertThat(errors("class Net", "open fun"))
            .singleElement()
            .asString()
            .contains("Net.kt:6: error: [UnrecordableClass]", "in Kotlin open")
    }

    @Test
    fun `a function that Kotlin keeps final is an error at its line`() {
        assertThat(errors("open class Net", "fun"))
            .singleElement()
            .asString()
            .contains("Net.kt:9: error: [UnrecordableMethod]", "open")
    }

    private fun errors(type: String, function: String): List<String> {
        val source = folder.resolve("Net.kt")
        source.writeText(
            """
            import io.attributable.*
            import org.tensorflow.*
            import org.tensorflow.op.Ops
            import org.tensorflow.types.TFloat32

            @AttributedModel $type {
                @Attributable open fun hidden(tf: Ops, x: Operand<TFloat32>): Operand<TFloat32> = x

                @Forward $function logits(tf: Ops, x: Operand<TFloat32>): Operand<TFloat32> = hidden(tf, x)
            }
            """
                .trimIndent()
        )
        return CompilerRun(folder).messagesWithKapt(source).filter { "error:" in it }
    }
}
