@echo off
rem Starts the channelwise command on Windows, after building it when it is missing or older than its sources.
rem
rem   JAVA_HOME              the Java to use, 17 or newer; otherwise PATH and the usual places are searched
rem   CHANNELWISE_JAVA_OPTS  further JVM options, such as "-Xmx8g"; they win over the ones set here
rem   CHANNELWISE_PROFILE    Maven profiles to build with, such as "cuda"; set it for each build
setlocal DisableDelayedExpansion

set "oldest_java=17"
set "root=%~dp0"
set "target=%root%channelwise-cli\target"
set "jar=%target%\channelwise.jar"
set "stamp=%target%\launcher.stamp"
set "log=%target%\launcher.log"
set "lock=%target%\launcher.lock"

rem A packaged installation holds no sources.
set "built=yes"
if exist "%root%mvnw.cmd" call :look_whether_built
if not exist "%jar%" set "built="
set "tool=java"
if not defined built set "tool=javac"
call :find_java
if not defined java (
  echo channelwise: Java %oldest_java% or newer with %tool% is needed and none was found. Install one with: winget install EclipseAdoptium.Temurin.21.JDK>&2
  exit /b 1
)
if not defined built call :build
if not defined built exit /b 1

rem From 22 on, Java warns about each library with native code that was not allowed by name.
set "native_access="
if %java_major% geq 22 set "native_access=--enable-native-access=ALL-UNNAMED"
rem These two warn of what a library does with memory, too.
if %java_major% geq 24 if %java_major% leq 25 set "native_access=%native_access% --sun-misc-unsafe-memory-access=allow"
if not defined OMP_WAIT_POLICY set "OMP_WAIT_POLICY=passive"
if not defined OPENCV_LOG_LEVEL set "OPENCV_LOG_LEVEL=OFF"
rem The report of a crash goes to the temporary folder, and a report that is there afterwards is one of this start.
set "report=%TEMP%\channelwise-crash-%RANDOM%%RANDOM%.log"
"%java%\bin\java.exe" -XX:+UseSerialGC -Xms48m -XX:NewSize=4m -XX:MaxRAMPercentage=25 -Xshare:auto -Dorg.bytedeco.javacpp.maxBytes=0 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -XX:+DisplayVMOutputToStderr "-XX:ErrorFile=%report%" %native_access% %CHANNELWISE_JAVA_OPTS% -Dchannelwise.command=channelwise -jar "%jar%" %*
set "status=%ERRORLEVEL%"
if exist "%report%" echo channelwise: the program crashed in native code; run channelwise doctor, which finds what on this machine causes it and the setting that avoids it; Java's report is "%report%">&2
exit /b %status%

rem The stamp is written last and carries the time at which the build began.
:look_whether_built
set "built="
if not exist "%stamp%" exit /b
powershell -NoProfile -Command "$began = (Get-Item -LiteralPath $env:stamp).LastWriteTimeUtc; $sources = @(Get-Item ($env:root + 'pom.xml'), ($env:root + '*\pom.xml')) + @(Get-ChildItem ($env:root + '*\src\main') -Recurse); if ($sources | Where-Object { $_.LastWriteTimeUtc -gt $began } | Select-Object -First 1) { exit 1 }"
if not errorlevel 1 set "built=yes"
exit /b

rem ---- Java ----

:find_java
set "java="
if defined JAVA_HOME call :take_java "%JAVA_HOME%"
if defined java exit /b
if defined JAVA_HOME echo channelwise: JAVA_HOME is %JAVA_HOME%, which holds no Java %oldest_java% or newer with %tool%; looking elsewhere>&2
for /f "delims=" %%P in ('where %tool%.exe 2^>nul') do if not defined java call :take_java "%%~dpP.."
for %%R in (Java "Eclipse Adoptium" Microsoft Zulu "Amazon Corretto" BellSoft) do for /d %%J in ("%ProgramFiles%\%%~R\*") do if not defined java call :take_java "%%~J"
exit /b

rem Takes the Java in folder %1 if it is new enough and has the program %tool%.
:take_java
if not exist "%~1\bin\%tool%.exe" exit /b
if not exist "%~1\release" exit /b
set "version="
for /f "usebackq tokens=1,2 delims==" %%K in ("%~1\release") do if "%%K"=="JAVA_VERSION" set "version=%%~L"
if not defined version exit /b
for /f "delims=." %%M in ("%version%") do set "java_major=%%M"
if %java_major% lss %oldest_java% exit /b
set "java=%~f1"
exit /b

rem ---- The build: one at a time. The open file is the lock, so that a killed build leaves none. ----

:build
if not exist "%target%" mkdir "%target%"
set "locked="
8>&2 2>nul (9>"%lock%" (set "locked=yes" & call :build_locked 2>&8))
if defined locked exit /b
if not defined waiting echo channelwise: waiting for another build to end>&2
set "waiting=yes"
ping -n 2 127.0.0.1 >nul
goto build

:build_locked
call :look_whether_built
if not exist "%jar%" set "built="
if defined built exit /b
echo channelwise: building; the first time this downloads about 290 MB and takes some minutes>&2
set "profile="
if defined CHANNELWISE_PROFILE set "profile=-P%CHANNELWISE_PROFILE%"
del "%stamp%" 2>nul
echo started>"%stamp%.new"
call :run_maven >"%log%" 2>&1 <nul
if errorlevel 1 (
  echo channelwise: the build failed; the end of its log:>&2
  powershell -NoProfile -Command "Get-Content -LiteralPath $env:log -Tail 25" >&2
  echo channelwise: the whole log is %log%>&2
  exit /b
)
move /y "%stamp%.new" "%stamp%" >nul
set "built=yes"
exit /b

:run_maven
setlocal
set "JAVA_HOME=%java%"
pushd "%root%"
call mvnw.cmd -B -ntp %profile% -pl channelwise-cli -am -DskipTests -Dspotless.check.skip package
set "result=%ERRORLEVEL%"
popd
exit /b %result%
