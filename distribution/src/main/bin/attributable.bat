@echo off
rem The command line of Attributable. It needs a Java, version 17 or newer, and nothing else.
rem
rem   JAVA_HOME               the Java to run with; else the java on the path
rem   ATTRIBUTABLE_JAVA_ARGS  more arguments for the JVM, such as -Xmx8g
setlocal
set "home=%~dp0.."
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
if defined JAVA_HOME if not exist "%java%" (
  echo attributable: JAVA_HOME is %JAVA_HOME%, but there is no bin\java.exe in it. 1>&2
  exit /b 2
)
if not defined TF_CPP_MIN_LOG_LEVEL set TF_CPP_MIN_LOG_LEVEL=3
if not defined TF_OVERRIDE_GLOBAL_THREADPOOL set TF_OVERRIDE_GLOBAL_THREADPOOL=1
set compilers=-XX:TieredStopAtLevel=1
if "%~1"=="serve" set compilers=
rem What older JVMs do not know of these is passed over.
"%java%" -XX:+IgnoreUnrecognizedVMOptions --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow %compilers% -Djava.awt.headless=true %ATTRIBUTABLE_JAVA_ARGS% -cp "%home%\lib\*" io.attributable.cli.AttributableCommand %*
set status=%ERRORLEVEL%
rem There is no java.exe on the path.
if "%status%"=="9009" exit /b 2
if not "%status%"=="1" exit /b %status%
rem A JVM would wait for a debugger once more, or write over what it recorded.
echo "%ATTRIBUTABLE_JAVA_ARGS%" | findstr /i "jdwp StartFlightRecording file=" >nul && exit /b 1
rem A JVM that refuses its arguments ends with 1, too, which is a command's word for what it refuses.
"%java%" -XX:+IgnoreUnrecognizedVMOptions %ATTRIBUTABLE_JAVA_ARGS% -version >nul 2>&1 && exit /b 1
echo attributable: %java% does not start, and says why above. Look at ATTRIBUTABLE_JAVA_ARGS. 1>&2
exit /b 2
