# The numbers are in heatmap-markov.tsv.
#   gnuplot heatmap-markov.gp                      draws heatmap-markov.svg
#   gnuplot -e "format='pdf'" heatmap-markov.gp   draws heatmap-markov.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'Language modelling of a Markov chain, trained to 64'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'heatmap-markov'
lengths = 4
array length[4] = [64.0, 128.0, 256.0, 512.0]
borders = '64'
borders_words = ''
array trained[22]
trained[1] = 64
trained[2] = 0
trained[3] = 0
trained[4] = 64
trained[5] = 64
trained[6] = 64
trained[7] = 64
trained[8] = 64
trained[9] = 64
trained[10] = 64
trained[11] = 64
trained[12] = 64
trained[13] = 64
trained[14] = 64
trained[15] = 64
trained[16] = 64
trained[17] = 64
trained[18] = 64
trained[19] = 64
trained[20] = 64
trained[21] = 64
trained[22] = 64
metric = 'loss (nats)'
crossed = 0
values = 80
array value[80] = [1.9872848022790413, 1.9874914065064495, 1.9875532648975027, 1.9923917624263965, 1.9948605610033048, 1.9993319250670998, 1.9995459869399523, 1.9995742851127134, 2.002902215706584, 2.0029458958890114, 2.003107069887326, 2.003719554576002, 2.0045544469527936, 2.0058126236267513, 2.0077598545180955, 2.0085648106495224, 2.008807115302891, 2.0091390038914727, 2.012733846860145, 2.0144596998978925, 2.0163563887209475, 2.020101229673754, 2.0209984181085914, 2.0213751970840463, 2.0214295717302813, 2.0214380676688206, 2.0215242821386297, 2.0216428334246817, 2.021990949288428, 2.0231834179809915, 2.0237300220608336, 2.026145138696996, 2.026965452379032, 2.028593422759191, 2.03085672896285, 2.0309726804462382, 2.031390729998025, 2.0349133002372746, 2.03988335544752, 2.0437322877237434, 2.048943006312231, 2.0595105780935294, 2.0638500785901908, 2.067492391695963, 2.0691611439511504, 2.0817388166502697, 2.0957686291490667, 2.1064753184289677, 2.1132249158991727, 2.1167920002059124, 2.121634672490363, 2.1235402041044327, 2.1330962767739226, 2.147773794874674, 2.1518437813616114, 2.15492751461214, 2.1665578361241673, 2.1707426153601532, 2.1737443807443237, 2.1819045465061424, 2.211939755741454, 2.22557195556809, 2.2704629715659634, 2.306106542995056, 2.3135560984744625, 2.3357742771769843, 2.3778548956192322, 2.4166028876007823, 2.588876235626407, 2.622170453173253, 2.665530753639747, 2.6906906503001333, 2.8513864547655055, 2.8880869355231638, 2.9285144338751827, 2.951815804158971, 2.954308974190523, 2.9545366353776465, 2.986610815337042, 2.991527507618232]
series = 20
own_colours = 0
array label[20]
array tic[20]
array style[20]
array runs[20]
array fitted[20]
label[1] = 'fox'; tic[1] = 'fox'
style[1] = 4; runs[1] = 1; fitted[1] = 1
label[2] = 'hope'; tic[2] = 'hope'
style[2] = 5; runs[2] = 1; fitted[2] = 1
label[3] = 'kerple-log'; tic[3] = 'kerple-log'
style[3] = 6; runs[3] = 1; fitted[3] = 1
label[4] = 'mobius'; tic[4] = 'mobius'
style[4] = 7; runs[4] = 1; fitted[4] = 1
label[5] = 'nope'; tic[5] = 'nope'
style[5] = 8; runs[5] = 1; fitted[5] = 1
label[6] = 'window'; tic[6] = 'window'
style[6] = 9; runs[6] = 1; fitted[6] = 1
label[7] = (latex ? 'window \textgreater{} (size=16,sinks=4)' : 'window > (size=16,sinks=4)'); tic[7] = (latex ? 'window \textgreater{} (size=16,sinks=4)' : 'window > (size=16,sinks=4)')
style[7] = 10; runs[7] = 1; fitted[7] = 1
label[8] = 'fire'; tic[8] = 'fire'
style[8] = 11; runs[8] = 1; fitted[8] = 1
label[9] = 'learned + offset'; tic[9] = 'learned + offset'
style[9] = 12; runs[9] = 1; fitted[9] = 1
label[10] = 'rope'; tic[10] = 'rope'
style[10] = 13; runs[10] = 1; fitted[10] = 1
label[11] = (latex ? 'rope \textgreater{} +ntk(scale=4)' : 'rope > +ntk(scale=4)'); tic[11] = (latex ? 'rope \textgreater{} +ntk(scale=4)' : 'rope > +ntk(scale=4)')
style[11] = 14; runs[11] = 1; fitted[11] = 1
label[12] = (latex ? 'rope \textgreater{} +pi(scale=4)' : 'rope > +pi(scale=4)'); tic[12] = (latex ? 'rope \textgreater{} +pi(scale=4)' : 'rope > +pi(scale=4)')
style[12] = 15; runs[12] = 1; fitted[12] = 1
label[13] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)'); tic[13] = (latex ? 'rope \textgreater{} +yarn(scale=4)' : 'rope > +yarn(scale=4)')
style[13] = 16; runs[13] = 1; fitted[13] = 1
label[14] = 'sinusoidal'; tic[14] = 'sinusoidal'
style[14] = 17; runs[14] = 1; fitted[14] = 1
label[15] = 't5'; tic[15] = 't5'
style[15] = 18; runs[15] = 1; fitted[15] = 1
label[16] = 'xpos'; tic[16] = 'xpos'
style[16] = 19; runs[16] = 1; fitted[16] = 1
label[17] = 'alibi'; tic[17] = 'alibi'
style[17] = 1; runs[17] = 1; fitted[17] = 1
label[18] = 'sandwich'; tic[18] = 'sandwich'
style[18] = 20; runs[18] = 1; fitted[18] = 1
label[19] = 'cable'; tic[19] = 'cable'
style[19] = 21; runs[19] = 1; fitted[19] = 1
label[20] = 'fope'; tic[20] = 'fope'
style[20] = 22; runs[20] = 1; fitted[20] = 1

load '../../charts/style.gp'
load '../../charts/heatmap.gp'
