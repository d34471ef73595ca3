package io.attributable.kotlin

import io.attributable.AttributionException
import io.attributable.AttributionMethod
import io.attributable.Baseline
import io.attributable.Baselines
import io.attributable.Conductance
import io.attributable.GradCam
import io.attributable.IntegratedGradients
import io.attributable.LrpRule
import io.attributable.Methods
import io.attributable.Quadrature
import io.attributable.Smoothing
import io.attributable.Stdev
import java.lang.reflect.Method
import java.lang.reflect.Modifier
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatExceptionOfType
import org.junit.jupiter.api.Test
import org.tensorflow.ndarray.NdArrays

/** Functions for methods are those of the records, and nothing is forgotten. */
class MethodsTest {
    private val row = floatArrayOf(1f, 2f).toNdArray()

    @Test
    fun `every method has a function with its parameters`() {
        val functions =
            Class.forName("io.attributable.kotlin.MethodsKt").declaredMethods.filter {
                Modifier.isPublic(it.modifiers) && !it.isSynthetic
            }
        for (name in Methods.names()) {
            val record = Methods.of(name)::class.java
            val function = functions.filter { it.returnType == record }
            assertThat(function).describedAs(name).hasSize(1)
            assertThat(function.single().parameterTypes)
                .containsExactly(*record.recordComponents.map { it.type }.toTypedArray())
        }
        assertThat(functions).hasSameSizeAs(Methods.names())
    }

    @Test
    fun `defaults are those of the records`() {
        val functions =
            Class.forName("io.attributable.kotlin.MethodsKt").declaredMethods.filter {
                it.isSynthetic && it.name.endsWith("\$default")
            }
        assertThat(functions).isNotEmpty()
        for (function in functions) {
            val made = withDefaults(function)
            assertThat(made).isEqualTo(Methods.of(made.name()))
        }
    }

    /** Kotlin has a bit for each argument that is left out, and a marker behind it. */
    private fun withDefaults(function: Method): AttributionMethod {
        val types = function.parameterTypes
        val arguments = types.map(::anyOf).toTypedArray()
        arguments[types.size - 2] = if (types[0] in REQUIRED) -2 else -1
        return function.invoke(null, *arguments) as AttributionMethod
    }

    private fun anyOf(type: Class<*>): Any? =
        when (type) {
            Boolean::class.java -> false
            Int::class.java -> 0
            Long::class.java -> 0L
            Double::class.java -> 0.0
            Baselines::class.java -> Baselines.none()
            String::class.java -> ""
            else -> null
        }

    private companion object {
        /** What has no default: it comes first. */
        val REQUIRED = setOf<Class<*>>(Baselines::class.java, String::class.java)
    }

    @Test
    fun `arguments are named`() {
        assertThat(gradCam(sum = false)).isEqualTo(GradCam(false, -1, false))
        assertThat(integratedGradients(tolerance = 0.01))
            .isEqualTo(
                IntegratedGradients(Baseline.zeros(), 50, Quadrature.GAUSS_LEGENDRE, 0.01, false)
            )
        assertThat(conductance(gradientAt = Conductance.GradientAt.MIDPOINT).steps()).isEqualTo(50)
        assertThat(lrp(LrpRule.GAMMA, gamma = 0.5).gamma()).isEqualTo(0.5)
    }

    @Test
    fun `noise is a number, or numbers by input`() {
        assertThat(smoothGrad(stdevOf(0.5), seed = 3))
            .isEqualTo(Smoothing.smoothgrad(5, 0.5).withSeed(3))
        assertThat(smoothGradSquared(stdevOf(0.5), samples = 7))
            .isEqualTo(Smoothing.smoothgradSquared(7, 0.5))
        assertThat(varGrad(stdevOf("a" to 0.5, others = 2.0), relative = true).stdev())
            .isEqualTo(Stdev(2.0, mapOf("a" to 0.5)))
    }

    @Test
    fun `what cannot be is refused as in Java`() {
        assertThatExceptionOfType(AttributionException::class.java)
            .isThrownBy { internalInfluence(steps = 0) }
            .withMessageContaining("\"steps\" cannot be \"0\"")
    }

    @Test
    fun `baselines are numbers, arrays and rows`() {
        assertThat(baselineOf(1)).isEqualTo(Baseline.of(1.0))
        assertThat(baselineOf("a" to row)).isEqualTo(Baseline.of("a", row))
        assertThat(baselineOf("a" to row, others = 2))
            .isEqualTo(Baseline.of(2.0, mapOf("a" to row)))
        assertThat(baselineOf("a" to 3, "b" to 0.5, others = 1))
            .isEqualTo(
                Baseline.of(
                    1.0,
                    mapOf("a" to NdArrays.scalarOf(3.0), "b" to NdArrays.scalarOf(0.5)),
                )
            )
        assertThat(baselinesOf("a" to row)).isEqualTo(Baselines.of("a", row))
        assertThat(blurredBaseline(5)).isEqualTo(Baseline.blurred(5.0))
        assertThat(blurredBaseline("a" to 5)).isEqualTo(Baseline.blurred("a", 5.0))
        assertThat(meanBaselineOf("a" to row)).isEqualTo(Baseline.meanOf("a", row))
    }
}
